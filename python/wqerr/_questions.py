"""Entries by their names and by words."""

from __future__ import annotations

from . import _lang, _results
from ._catalog import native, utf8

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._catalog import Catalog
    from ._results import Answer


def lookup(query: str | int, lang: str | None = None, *, catalog: Catalog | None = None) -> Answer:
    """Finds entries by status (`403`), status class (`4xx`), code, code family (`Forbidden.*`) or ID."""
    return _results.answer(native(catalog).lookup(utf8(str(query))), _lang.resolve(lang))


def search(words: str, lang: str | None = None, *, catalog: Catalog | None = None) -> Answer:
    """Finds entries by words of a message or your own, in English, Chinese or pinyin; typos are fine."""
    return _results.answer(native(catalog).search(utf8(words)), _lang.resolve(lang))
