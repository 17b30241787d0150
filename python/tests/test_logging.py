"""Records that say which error it was."""

from __future__ import annotations

import io
import logging

import cases
import pytest

from wqerr.logging import Filter, Formatter


LIMITED = "Error code: 429 - {'error': {'code': 'TooManyRequests', 'message': 'Too many requests.'}}"


@pytest.fixture
def log() -> logging.Logger:
    log = logging.getLogger("app")
    log.handlers, log.propagate = [], False
    return log


def written(log: logging.Logger, error: Exception | None, handler: logging.Handler) -> None:
    log.addHandler(handler)
    if error is None:
        log.error("all is well")
        return
    try:
        raise error
    except Exception:
        log.exception("call failed")


def test_a_filter_adds_attributes(log: logging.Logger) -> None:
    for error, expected in (
        (RuntimeError("Error code: 403 - User has been frozen."), "user-frozen False"),
        (RuntimeError(LIMITED), "too-many-requests True"),
        (ValueError("403"), "None None"),
        (None, "None None"),
    ):
        log.handlers = []
        lines = io.StringIO()
        handler = logging.StreamHandler(lines)
        handler.addFilter(Filter())
        handler.setFormatter(logging.Formatter("%(wqerr_id)s %(wqerr_retryable)s"))
        written(log, error, handler)
        assert lines.getvalue().splitlines()[0] == expected


def test_a_formatter_adds_the_explanation_and_masks_keys(log: logging.Logger) -> None:
    lines, plain = io.StringIO(), io.StringIO()
    handler, other = logging.StreamHandler(lines), logging.StreamHandler(plain)
    handler.setFormatter(Formatter("%(levelname)s %(wqerr_id)s %(message)s", lang="en"))
    log.addHandler(other)
    written(log, RuntimeError(f"Error code: 403 - AccessKey:{cases.API_KEY} IS UNAVAILABLE"), handler)
    text = lines.getvalue()
    assert text.startswith("ERROR access-key-unavailable call failed\nTraceback")
    assert text.index("RuntimeError") < text.index("403 Forbidden (access-key-unavailable)")
    assert cases.API_KEY not in text
    # The other handler writes what it always did.
    assert "access-key-unavailable" not in plain.getvalue()


def test_a_formatter_leaves_other_records_as_they_are(log: logging.Logger) -> None:
    for error in (None, ValueError("403")):
        log.handlers = []
        lines, plain = io.StringIO(), io.StringIO()
        handler, other = logging.StreamHandler(lines), logging.StreamHandler(plain)
        handler.setFormatter(Formatter("%(message)s"))
        other.setFormatter(logging.Formatter("%(message)s"))
        log.addHandler(other)
        written(log, error, handler)
        assert lines.getvalue() == plain.getvalue()


def test_configured_by_a_dictionary(log: logging.Logger) -> None:
    import logging.config

    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"wqerr": {"()": "wqerr.logging.Formatter", "fmt": "%(message)s", "lang": "zh"}},
            "filters": {"wqerr": {"()": "wqerr.logging.Filter"}},
            "handlers": {"all": {"class": "logging.NullHandler", "formatter": "wqerr", "filters": ["wqerr"]}},
            "loggers": {"app": {"handlers": ["all"]}},
        }
    )
    assert isinstance(log.handlers[0].formatter, Formatter)
