"""The server of `tests/clients`, which answers with the official errors, and the program of the same wheel."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "clients"))

import cases  # noqa: E402
from server import Server  # noqa: E402

ROWS = cases.rows()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C")


@pytest.fixture(scope="session")
def program() -> Callable[..., Any]:
    """Asks the program `wqerr`, as JSON."""
    path = Path(sysconfig.get_path("scripts"), "wqerr")

    def ask(*arguments: str, stdin: bytes = b"") -> Any:
        command = [path, *arguments, "--format", "json"]
        return json.loads(subprocess.run(command, input=stdin, stdout=subprocess.PIPE).stdout)

    return ask
