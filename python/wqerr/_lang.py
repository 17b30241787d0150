"""The language of texts, chosen as the program chooses it."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Lang = Literal["en", "zh"]


def resolve(lang: str | None) -> Lang:
    """The language asked for, else that of `WQERR_LANG`, else that of the locale."""
    return _named(lang) or _named(os.environ.get("WQERR_LANG")) or _of_locale()


def _named(name: str | None) -> Lang | None:
    """A language by name or locale; `auto` and unknown names leave the choice to others."""
    beginning = (name or "")[:2].lower()
    return "zh" if beginning == "zh" else "en" if beginning == "en" else None


def _of_locale() -> Lang:
    """As glibc reads it: `LANGUAGE` counts unless the locale is `C` or `POSIX`. All that is not Chinese is English."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, names), "C")
    preferences = os.environ.get("LANGUAGE")
    if not preferences or locale.split(".")[0] in ("C", "POSIX"):
        return _named(locale) or "en"
    for name in preferences.split(":"):
        if lang := _named(name):
            return lang
    return "en"
