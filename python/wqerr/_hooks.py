"""Explanations of uncaught exceptions, behind their tracebacks."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Any

from . import _explain

ExceptHook = Callable[[type[BaseException], BaseException, TracebackType | None], Any]

# asyncio's own handler of exceptions writes to it.
ASYNCIO_LOGGER = "asyncio"


class _Hooks:
    """What is installed, and what was there before."""

    def __init__(self, lang: str | None) -> None:
        self.lang = lang
        self.excepthook: ExceptHook = sys.excepthook
        self.thread_excepthook = threading.excepthook
        self.asyncio_filter = _AsyncioFilter(lang)
        self.shell: Any = None

    def put(self) -> None:
        sys.excepthook = self.uncaught
        threading.excepthook = self.uncaught_in_thread
        logging.getLogger(ASYNCIO_LOGGER).addFilter(self.asyncio_filter)
        self.shell = _ipython()
        if self.shell is not None:
            self.shell.events.register("post_run_cell", self.cell_has_run)

    def remove(self) -> None:
        # What others have put on top of these hooks since stays there, and these hooks below it.
        if sys.excepthook == self.uncaught:
            sys.excepthook = self.excepthook
        if threading.excepthook == self.uncaught_in_thread:
            threading.excepthook = self.thread_excepthook
        logging.getLogger(ASYNCIO_LOGGER).removeFilter(self.asyncio_filter)
        if self.shell is not None:
            self.shell.events.unregister("post_run_cell", self.cell_has_run)

    def uncaught(self, kind: type[BaseException], error: BaseException, tb: TracebackType | None) -> None:
        self.excepthook(kind, error, tb)
        self._write(error)

    def uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        self.thread_excepthook(args)
        if args.exc_value is not None:
            self._write(args.exc_value)

    def _write(self, error: BaseException) -> None:
        if _installed is not self:
            return
        try:
            for explanation in _explain.likely(error, self.lang):
                sys.stderr.write(f"\n{explanation}\n")
            sys.stderr.flush()
        except Exception:  # standard error may be closed, or have another encoding
            pass

    def cell_has_run(self, result: Any = None) -> None:
        """IPython's event after a cell, whose traceback has been shown."""
        error = getattr(result, "error_in_exec", None)
        if not isinstance(error, BaseException):
            return
        from IPython.display import display  # only where IPython runs

        for explanation in _explain.likely(error, self.lang):
            display(explanation)  # type: ignore[no-untyped-call]


class _AsyncioFilter(logging.Filter):
    """Adds the explanation to the tracebacks that asyncio's handler logs."""

    def __init__(self, lang: str | None) -> None:
        super().__init__()
        self.lang = lang

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and not record.exc_text:
            explanations = _explain.likely(error, self.lang)
            if explanations:
                lines = "".join(traceback.format_exception(type(error), error, error.__traceback__))
                record.exc_text = "\n\n".join([lines.rstrip("\n"), *map(str, explanations)])
        return True


_installed: _Hooks | None = None


def install(lang: str | None = None) -> None:
    """Puts the hooks, in the place of those of an earlier call."""
    global _installed
    uninstall()
    _installed = _Hooks(lang)
    _installed.put()


def uninstall() -> None:
    """Takes them away."""
    global _installed
    if _installed is not None:
        _installed.remove()
        _installed = None


def _ipython() -> Any:
    """The running IPython, if this program runs in it."""
    ipython = sys.modules.get("IPython")
    get_ipython = getattr(ipython, "get_ipython", None)
    return get_ipython() if get_ipython is not None else None
