"""The pages about the package: their sessions print what stands there, and their programs run."""

from __future__ import annotations

import doctest
import importlib.util
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import cases
import pytest
from conftest import ROOT

import wqerr

PAGES = [ROOT / "docs" / "python.md", ROOT / "docs" / "zh-CN" / "python.md"]
WANQING = "https://wanqing.streamlakeapi.com"


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WQERR_LANG", "en")
    monkeypatch.setenv("OPENAI_API_KEY", cases.API_KEY)


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_sessions(page: Path) -> None:
    failed, attempted = doctest.testfile(str(page), module_relative=False)
    assert attempted > 10 and failed == 0


def test_the_module() -> None:
    failed, attempted = doctest.testmod(wqerr)
    assert attempted == 2 and failed == 0


def programs(page: Path) -> list[str]:
    return re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


def run(program: str, server: Any, row: str, status: int) -> tuple[str, dict[str, Any]]:
    """What it prints and defines if the server always answers with a row."""
    for module in re.findall(r"^import (\w+)", program, re.MULTILINE):
        if importlib.util.find_spec(module) is None:
            pytest.skip(f"there is no {module}")
    server.case = cases.case(row, "openai", status, 0) | {"headers": {"Retry-After": "0"}}
    printed, names = StringIO(), {"__name__": "__main__"}
    with redirect_stdout(printed), redirect_stderr(printed):
        exec(program.replace(WANQING, f"http://127.0.0.1:{server.port}"), names)
    return printed.getvalue(), names


@pytest.fixture
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    yield
    wqerr.uninstall()


@pytest.fixture
def calls_of(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], list[Any]]:
    """Counts the calls of a function from now on."""

    def count(module: str, name: str) -> list[Any]:
        calls: list[Any] = []
        function = getattr(importlib.import_module(module), name)
        monkeypatch.setattr(f"{module}.{name}", lambda *a, **k: (calls.append(a), function(*a, **k))[1])
        return calls

    return count


@pytest.mark.usefixtures("_no_waiting")
@pytest.mark.parametrize("page", PAGES, ids=str)
def test_programs(server: Any, page: Path, calls_of: Callable[[str, str], list[Any]]) -> None:
    httpx = pytest.importorskip("httpx")
    plain, tenacity, backoff, hooks, logging = programs(page)
    assert "(user-frozen)" in run(plain, server, "user-frozen", 403)[0]
    for row, status, attempts in (("user-frozen", 403, 1), ("too-many-requests", 429, 5), ("bad-gateway", 502, 5)):
        printed, names = run(tenacity, server, row, status)
        assert f"({row})" in printed
        assert names["ask"].statistics["attempt_number"] == attempts
        _, names = run(backoff, server, row, status)
        requests = calls_of("httpx", "post")
        with pytest.raises(httpx.HTTPStatusError):
            names["ask"]("Hello")
        assert len(requests) == attempts
    run(hooks, server, "user-frozen", 403)
    shown = subprocess.run([sys.executable, "-c", logging], stderr=subprocess.PIPE, text=True, check=True).stderr
    assert "ERROR [user-frozen]" in shown and "403 Forbidden.Frozen (user-frozen)" in shown
