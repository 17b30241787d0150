"""Logs that say which error it was, and whether to retry.

Records of exceptions (`logger.exception(…)`, `exc_info=…`) get the attributes `wqerr_id` and `wqerr_retryable`; both are
`None` if there is no exception or it is unknown.
"""

from __future__ import annotations

import logging
from types import TracebackType
from typing import Any, Union

from . import _explain
from ._catalog import redact

__all__ = ["Filter", "Formatter"]

ExcInfo = Union[
    "tuple[type[BaseException], BaseException, TracebackType | None]", "tuple[None, None, None]"
]  # of a record


class Filter(logging.Filter):
    """Adds `wqerr_id` and `wqerr_retryable` to records; put it on a handler. It keeps no record back."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true."""
        _annotate(record)
        return True


class Formatter(logging.Formatter):
    """A formatter that knows `%(wqerr_id)s` and `%(wqerr_retryable)s`, masks secrets in tracebacks, and puts the explanation
    behind them.
    """

    def __init__(self, *arguments: Any, lang: str | None = None, **options: Any) -> None:
        """Takes what `logging.Formatter` takes, and the language of explanations."""
        super().__init__(*arguments, **options)
        self.lang = lang

    def format(self, record: logging.LogRecord) -> str:
        """The record as text."""
        _annotate(record)
        # Another formatter's traceback, which has neither the mask nor the explanation, is not taken over, nor left.
        kept, record.exc_text = record.exc_text, None
        try:
            return super().format(record)
        finally:
            record.exc_text = kept

    def formatException(self, ei: ExcInfo) -> str:
        """The traceback without secrets, and the explanation."""
        lines = redact(super().formatException(ei))
        explanations = _explain.likely(ei[1], self.lang) if ei[1] is not None else []
        return "\n\n".join([lines, *map(str, explanations)])


def _annotate(record: logging.LogRecord) -> None:
    """Once for each record, however many handlers it goes to."""
    if hasattr(record, "wqerr_id"):
        return
    error = record.exc_info[1] if record.exc_info else None
    explanations = _explain.likely(error, "en") if error is not None else []
    best = explanations[0].best if explanations else None
    record.wqerr_id = best.id if best else None
    record.wqerr_retryable = _explain.retryable(error) if explanations else None
