"""What the package and the program have in common."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

import wqerr
from wqerr import _lang

PROGRAM = Path(sysconfig.get_path("scripts"), "wqerr")

LOCALES = [
    {},
    {"LANG": "C"},
    {"LANG": "zh_CN.UTF-8"},
    {"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"},
    {"LC_MESSAGES": "zh_TW", "LANG": "en_US"},
    {"LANG": "de_DE.UTF-8"},
    {"LANG": "en_US.UTF-8", "LANGUAGE": "zh_CN:en"},
    {"LANG": "zh_CN.UTF-8", "LANGUAGE": "en:zh"},
    {"LANG": "zh_CN.UTF-8", "LANGUAGE": "de:zh"},
    {"LANG": "zh_CN.UTF-8", "LANGUAGE": "de"},
    {"LANG": "C", "LANGUAGE": "zh"},
    {"LANG": "C.UTF-8", "LANGUAGE": "zh"},
    {"LC_ALL": "POSIX", "LANGUAGE": "zh_CN"},
    {"LANGUAGE": "zh"},
    {"WQERR_LANG": "zh", "LANG": "en_US.UTF-8"},
    {"WQERR_LANG": "auto", "LANG": "zh_CN.UTF-8"},
    {"WQERR_LANG": "EN-us", "LANG": "zh_CN.UTF-8"},
    {"WQERR_LANG": "fr", "LANG": "zh_CN.UTF-8"},
    {"WQERR_LANG": "", "LANG": "", "LC_ALL": "zh"},
]
NAMES = {name for locale in LOCALES for name in locale}


@pytest.mark.parametrize("locale", LOCALES, ids=str)
def test_the_language_is_chosen_alike(locale: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    for name, value in locale.items():
        monkeypatch.setenv(name, value)
    shown = subprocess.run([PROGRAM, "lookup", "user-frozen"], stdout=subprocess.PIPE, env=os.environ).stdout.decode()
    assert _lang.resolve(None) == ("zh" if "账号被冻结" in shown else "en")
    assert ("账号被冻结" in str(wqerr.lookup("user-frozen"))) == ("账号被冻结" in shown)


@pytest.mark.parametrize(("lang", "expected"), [("en", "en"), ("zh", "zh"), ("zh_CN.UTF-8", "zh"), ("EN", "en")])
def test_a_language_can_be_asked_for(lang: str, expected: str) -> None:
    assert _lang.resolve(lang) == expected


def test_the_module_is_the_program() -> None:
    arguments = ["lookup", "403", "--format", "json"]
    of_module = subprocess.run([sys.executable, "-m", "wqerr", *arguments], stdout=subprocess.PIPE, check=True)
    of_program = subprocess.run([PROGRAM, *arguments], stdout=subprocess.PIPE, check=True)
    assert of_module.stdout == of_program.stdout
    missing = subprocess.run([sys.executable, "-m", "wqerr", "lookup", "qqqq"], stderr=subprocess.PIPE)
    assert missing.returncode == 1


def test_importing_takes_nothing_that_is_slow() -> None:
    program = "import sys, wqerr; print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, check=True, text=True).stdout
    assert not {"dataclasses", "typing", "logging", "json", "gzip", "asyncio"} & set(modules.split())
