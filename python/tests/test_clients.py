"""The exceptions of real clients lead to the official rows."""

from __future__ import annotations

import importlib.util
from typing import Any

import calls
import cases
import pytest
from conftest import ROWS

import wqerr

# These drop what came with the response.
BODILESS = {"aiohttp"}

INSTALLED = {name: call for name, call in calls.CLIENTS.items() if importlib.util.find_spec(call[0])}
HTTP_ROWS = [row for row in ROWS if cases.has_body(row)]


def raised(server: Any, name: str, case: dict[str, Any], timeout: float = 10.0) -> Exception:
    server.case = case
    _, call, _ = INSTALLED[name]
    error = calls.failure(call, calls.Settings(server.port, timeout), case["shape"] in cases.STREAMS)
    assert error is not None, f"{name} raised nothing"
    return error


@pytest.fixture(scope="module")
def verdicts() -> dict[str, str]:
    return {entry.id: entry.retry.advice for entry in wqerr.Catalog.embedded().entries()}


@pytest.mark.parametrize("shape", cases.SHAPES)
@pytest.mark.parametrize("name", [name for name in INSTALLED if name not in BODILESS])
def test_each_row_is_known(server: Any, verdicts: dict[str, str], name: str, shape: str) -> None:
    for row in HTTP_ROWS:
        error = raised(server, name, cases.case(row.id, shape, row.status, 0))
        (explanation,) = wqerr.explain(error)
        assert explanation.best is not None and explanation.best.id == row.id, (row, str(error), explanation)
        # litellm has a status of its own for some.
        assert explanation.evidence.status == row.status or name.startswith("litellm")
        assert wqerr.retryable(error) == (verdicts[row.id] != "no"), row


@pytest.mark.parametrize("name", [name for name, call in INSTALLED.items() if call[2]])
def test_each_row_is_known_from_a_frame(server: Any, verdicts: dict[str, str], name: str) -> None:
    for row in ROWS:
        error = raised(server, name, cases.case(row.id, cases.STREAM, 200, 0))
        (explanation,) = wqerr.explain(error)
        assert explanation.best is not None and explanation.best.id == row.id, (row, repr(error), explanation)
        assert wqerr.retryable(error) == (verdicts[row.id] != "no"), row


@pytest.mark.parametrize("name", [name for name in INSTALLED if name not in BODILESS])
def test_the_wait_that_the_server_asks_for_counts(server: Any, name: str) -> None:
    case = cases.case("too-many-requests", "openai", 429, 0) | {"headers": {"Retry-After": "7"}}
    error = raised(server, name, case)
    assert wqerr.retry_after(error) == 7.0
    case = cases.case("user-frozen", "openai", 403, 0) | {"headers": {"Retry-After": "7"}}
    assert wqerr.retry_after(raised(server, name, case)) is None


@pytest.mark.parametrize("name", list(INSTALLED))
@pytest.mark.parametrize("shape", [cases.CLOSED, cases.CUT, cases.TIMEOUT])
def test_no_answer_is_no_row(server: Any, name: str, shape: str) -> None:
    status = 200 if shape == cases.CUT else 0
    error = raised(server, name, cases.case(None, shape, status, 0), timeout=1.0)
    assert all(explanation.best is None or explanation.best.confidence == "possible" for explanation in wqerr.explain(error))


@pytest.mark.parametrize("name", [name for name in INSTALLED if name in BODILESS])
def test_a_client_without_the_body_claims_no_other_row(server: Any, name: str) -> None:
    for row in HTTP_ROWS:
        error = raised(server, name, cases.case(row.id, "openai", row.status, 0))
        (explanation,) = wqerr.explain(error)
        assert explanation.evidence.status == row.status
        best = explanation.best
        # The message of some rows is the reason phrase.
        assert best is None or best.confidence == "possible" or best.id == row.id


@pytest.mark.parametrize("name", list(INSTALLED))
def test_no_key_is_shown(server: Any, name: str) -> None:
    for shape in cases.SHAPES:
        error = raised(server, name, cases.case("access-key-unavailable", shape, 403, 0))
        for explanation in wqerr.explain(error):
            shown = f"{explanation} {explanation!r} {explanation.to_dict()} {explanation._repr_html_()}"
            assert cases.API_KEY not in shown + explanation._repr_markdown_()
