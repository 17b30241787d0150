"""Logs: what is in their lines, one after the other or added up."""

from __future__ import annotations

import io
import os

from . import _lang, _results
from ._catalog import native, utf8

TYPE_CHECKING = False
if TYPE_CHECKING:
    import gzip
    from collections.abc import Iterable, Iterator
    from typing import IO

    from ._catalog import Catalog
    from ._results import Finding, Summary

    Source = str | os.PathLike[str] | bytes | Iterable[str] | Iterable[bytes]

# How much is examined at once, in bytes: much more than a line, and nothing to a computer.
BLOCK = 1 << 20
# Of a longer line only so much of its beginning is examined, in bytes, as by the program.
MAX_LINE = 1 << 20

GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def scan(source: Source, lang: str | None = None, *, catalog: Catalog | None = None) -> Summary:
    """Counts the errors in a log: a path (also of a gzip file), an open file, lines of text or bytes, or all its bytes.

    Other threads run meanwhile, and memory does not grow with the log.
    """
    log = _Log(source)
    blocks = log.blocks()
    document = native(catalog).scan(lambda: next(blocks, b""))
    return _results.summary(document, log.bytes, log.truncated_lines, _lang.resolve(lang))


def scan_lines(source: Source, lang: str | None = None, *, catalog: Catalog | None = None) -> Iterator[Finding]:
    """The errors in the lines of a log, one after the other, while it is read."""
    resolved = _lang.resolve(lang)
    lines_before = 0
    for block in _Log(source).blocks():
        lines, findings = native(catalog).scan_block(block)
        for document in findings:
            yield _results.finding(document, lines_before, resolved)
        lines_before += lines


class _Log:
    """A log in blocks of whole lines."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.bytes = 0
        self.truncated_lines = 0

    def blocks(self) -> Iterator[bytes]:
        rest = b""
        is_skipping = False
        for chunk in self._chunks():
            self.bytes += len(chunk)
            if is_skipping:
                _, newline, chunk = chunk.partition(b"\n")
                is_skipping = not newline
            chunk = rest + chunk
            end = chunk.rfind(b"\n") + 1
            if end:
                yield chunk[:end]
            rest = chunk[end:]
            if len(rest) > MAX_LINE:
                yield rest[:MAX_LINE] + b"\n"
                self.truncated_lines += 1
                rest, is_skipping = b"", True
        if rest:
            yield rest

    def _chunks(self) -> Iterator[bytes]:
        if isinstance(self.source, (str, os.PathLike)):
            with _opened(os.fspath(self.source)) as file:
                while chunk := file.read(BLOCK):
                    yield chunk if isinstance(chunk, bytes) else utf8(chunk)
        elif isinstance(self.source, bytes):
            yield self.source
        else:
            yield from _joined(self.source)


def _joined(lines: Iterable[str] | Iterable[bytes]) -> Iterator[bytes]:
    """Lines, with or without their ends, in large pieces."""
    piece = bytearray()
    for line in lines:
        piece += utf8(line) if isinstance(line, str) else line
        if not piece.endswith(b"\n"):
            piece += b"\n"
        if len(piece) >= BLOCK:
            yield bytes(piece)
            piece.clear()
    if piece:
        yield bytes(piece)


def _opened(path: str) -> IO[bytes] | IO[str] | gzip.GzipFile:
    """A file, and what is packed in it."""
    file = open(path, "rb")
    try:
        beginning = file.peek(len(ZSTD))[: len(ZSTD)]
        if beginning.startswith(GZIP):
            from gzip import GzipFile  # few logs need it

            return GzipFile(fileobj=file)
        if beginning.startswith(UTF_16):
            return io.TextIOWrapper(file, "utf-16", "replace")
        if beginning == ZSTD:
            raise ValueError(f"{path}: packed by zstd, which only the program reads: `wqerr scan`")
    except BaseException:
        file.close()
        raise
    return file
