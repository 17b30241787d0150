"""Logs as files, lines and bytes."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cases
import pytest
from conftest import ROOT

import wqerr

LOG = ROOT / "tests" / "logs" / "gateway.log"
OF_FILES = ("first_file", "last_file")


def without_files(document: dict[str, Any]) -> dict[str, Any]:
    document["entries"] = [{k: v for k, v in entry.items() if k not in OF_FILES} for entry in document["entries"]]
    return document


def test_a_summary_is_that_of_the_program(program: Callable[..., Any]) -> None:
    wanted = without_files(program("scan", str(LOG)))
    text = LOG.read_bytes()
    for source in (LOG, str(LOG), text, text.splitlines(), text.decode().splitlines(), iter(text.splitlines(True))):
        document = without_files(wqerr.scan(source).to_dict())
        assert document | {"bytes": 0} == wanted | {"bytes": 0}, source
    assert wqerr.scan(LOG).bytes == len(text)
    with LOG.open() as file:
        assert wqerr.scan(file) == wqerr.scan(LOG)
    with LOG.open("rb") as file:
        assert wqerr.scan(file) == wqerr.scan(LOG)


def test_lines_are_those_of_the_program(program: Callable[..., Any], tmp_path: Path) -> None:
    import json
    import subprocess
    import sysconfig

    command = [Path(sysconfig.get_path("scripts"), "wqerr"), "scan", "--each", str(LOG)]
    lines = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.splitlines()
    wanted = [json.loads(line) | {"file": None} for line in lines]
    assert [finding.to_dict() for finding in wqerr.scan_lines(LOG)] == wanted


def test_packed_logs(tmp_path: Path) -> None:
    for name, content in (
        ("log.gz", gzip.compress(LOG.read_bytes())),
        ("utf-16.log", LOG.read_bytes().decode().encode("utf-16")),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        assert wqerr.scan(path).entries == wqerr.scan(LOG).entries
    path.write_bytes(b"\x28\xb5\x2f\xfd rest")
    with pytest.raises(ValueError, match="zstd"):
        wqerr.scan(path)
    with pytest.raises(FileNotFoundError):
        wqerr.scan(tmp_path / "none.log")


def test_odd_logs(tmp_path: Path) -> None:
    error = b"403 User has been frozen."
    empty = tmp_path / "empty.log"
    empty.touch()
    assert wqerr.scan(b"") == wqerr.scan([]) == wqerr.scan(empty)
    assert wqerr.scan(b"").entries == ()
    assert wqerr.scan(error).matched_lines == 1
    assert wqerr.scan(["\ud800 User has been frozen.", "ok"]).matched_lines == 1
    long_line = b"x" * (3 << 20)
    summary = wqerr.scan(long_line + b"\n" + error + b"\n" + long_line)
    assert (summary.lines, summary.matched_lines) == (3, 1)
    assert summary.entries[0].first_line == 2
    summary = wqerr.scan([error + b" " + long_line, error])
    assert (summary.lines, summary.matched_lines) == (2, 2)


def test_lines_longer_than_a_block(tmp_path: Path) -> None:
    path = tmp_path / "long.log"
    path.write_bytes(b"x" * (5 << 20) + b" User has been frozen.\n403 User has been frozen.\n" + b"y" * (5 << 20))
    summary = wqerr.scan(path)
    assert (summary.lines, summary.matched_lines, summary.truncated_lines) == (3, 1, 2)
    assert summary.entries[0].first_line == 2
    assert summary.bytes == path.stat().st_size


def test_an_error_of_the_source_comes_through() -> None:
    def lines() -> Any:
        yield b"403 User has been frozen."
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        wqerr.scan(lines())
    with pytest.raises(TypeError):
        wqerr.scan(5)  # type: ignore[arg-type]


def test_secrets_are_masked() -> None:
    line = f"403 AccessKey:{cases.API_KEY} IS UNAVAILABLE Authorization: Bearer {cases.API_KEY}"
    (finding,) = wqerr.scan_lines([line])
    assert finding.entry.id == "access-key-unavailable"
    assert cases.API_KEY not in repr(finding) + repr(wqerr.scan([line])) + str(wqerr.scan([line]).to_dict())


def test_other_threads_run_meanwhile() -> None:
    block = b"".join(b"line %d 403 User has been frozen. customer %d\n" % (n, n * 7919) for n in range(200_000))
    turns = 0
    is_done = False

    def count() -> None:
        nonlocal turns
        while not is_done:
            turns += 1
            time.sleep(0.0005)

    thread = threading.Thread(target=count)
    thread.start()
    start = time.perf_counter()
    wqerr.scan(block)
    took = time.perf_counter() - start
    before_end = turns
    is_done = True
    thread.join()
    # With the lock held it would have had no turn at all in the one native call for the whole block.
    assert before_end >= min(5, took / 0.05)
