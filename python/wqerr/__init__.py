"""Explains errors from Kuaishou's LLM platform Wanqing (快手万擎): what they mean, how to fix them, whether to retry.

>>> import wqerr
>>> wqerr.explain("Error code: 403 - User has been frozen.")[0].best.id
'user-frozen'

See `docs/python.md`.
"""

from __future__ import annotations

from ._catalog import Catalog, CatalogError, Diagnostic, redact
from ._explain import explain, retry_after, retryable
from ._questions import lookup, search
from ._results import Answer, Count, Entry, Evidence, Explanation, Finding, Hint, Match, Retry, Suggestion, Summary
from ._scan import scan, scan_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = [
    "Answer",
    "Catalog",
    "CatalogError",
    "Count",
    "Diagnostic",
    "Entry",
    "Evidence",
    "Explanation",
    "Finding",
    "Hint",
    "Match",
    "Retry",
    "Suggestion",
    "Summary",
    "explain",
    "install",
    "load_ipython_extension",
    "lookup",
    "redact",
    "retry_after",
    "retryable",
    "scan",
    "scan_lines",
    "search",
    "uninstall",
    "unload_ipython_extension",
]


# What the hooks need takes longer to import than all the rest.


def install(lang: str | None = None) -> None:
    """From now on, the traceback of an uncaught exception is followed by its explanation.

    This holds for the program itself, for threads, for tasks of asyncio whose exception nobody asked for, and for cells
    of IPython and Jupyter, where `%load_ext wqerr` does the same. Tracebacks of other exceptions look as always.
    """
    from . import _hooks

    _hooks.install(lang)


def uninstall() -> None:
    """Undoes `install`."""
    from . import _hooks

    _hooks.uninstall()


def load_ipython_extension(shell: Any) -> None:
    """`%load_ext wqerr`."""
    install()


def unload_ipython_extension(shell: Any) -> None:
    """`%unload_ext wqerr`."""
    uninstall()
