"""Bodies as gateways and resellers send them on, and texts as other clients print them, in exceptions that are raised."""

from __future__ import annotations

import importlib.util
import json
from typing import Any

import calls
import cases
import pytest
from conftest import ROOT, ROWS

import wqerr

ROW = {row.id: row for row in ROWS}
EDGE = cases.body(ROW["customer-frozen"], "edge", False)
FROZEN = cases.body(ROW["user-frozen"], "openai", False)
RELAY_ID = "20261123070000123456789AbCdEfGh"

# name: status, body, the entry that has to be first (if any), and the hint that has to be there (if any)
BODIES: dict[str, tuple[int, Any, str | None, str | None]] = {
    "edge": (403, json.loads(EDGE), "customer-frozen", None),
    "another status": (400, {"error": {"message": "…", "type": "BadRequest", "code": "UnaccessibleUser"}}, "unaccessible-user", None),
    "action plan limited": (
        400,
        {
            "error": {
                "message": "Request was rejected due to reason: user is not allowed to access, reason: CustomerId: "
                "0000000000, Action: CodingV1ChatCompletions, Action plan limited.",
                "type": "BadRequest",
                "param": "",
                "code": "UnaccessibleUser",
            }
        },
        "action-plan-limited",
        None,
    ),
    "former code": (500, {"error": {"message": ROW["internal-server-error"].message, "code": "InternalError"}}, "internal-server-error", None),
    "one-api": (
        403,
        {"error": {"message": f"User has been frozen. (request id: {RELAY_ID})", "type": "Forbidden", "code": "Forbidden.Frozen"}},
        "user-frozen",
        None,
    ),
    "new-api after an edge body": (
        403,
        {"error": {"message": "openai_error", "type": "bad_response_status_code", "param": "", "code": "bad_response_status_code"}},
        None,
        None,
    ),
    "one-api after an edge body": (
        403,
        {"error": {"message": "bad response status code 403", "type": "upstream_error", "code": "bad_response_status_code"}},
        None,
        None,
    ),
    "OpenRouter": (
        403,
        {"error": {"message": "Provider returned error", "code": 403, "metadata": {"raw": FROZEN, "provider_name": "StreamLake"}}},
        "user-frozen",
        "reseller",
    ),
    "escaped twice": (502, {"error": {"message": json.dumps({"error": {"message": FROZEN}})}}, "user-frozen", None),
    "DashScope": (
        400,
        {"error": {"code": "invalid_parameter_error", "message": f"<400> {EDGE}", "type": "invalid_request_error"}},
        "customer-frozen",
        None,
    ),
    "empty": (400, {"error": {"type": "BadRequest"}}, None, "empty-error"),
    "full-width": (
        403,
        {
            "error": {
                "message": "Request was rejected due to reason： user is not allowed to access，reason：CustomerId："
                "20012345，Action：ChatCompletions",
                "code": "UnaccessibleUser",
            }
        },
        "unaccessible-user",
        None,
    ),
}
CLIENTS = ["openai", "openai-async", "anthropic", "litellm", "langchain-openai", "httpx", "requests"]
INSTALLED = [name for name in CLIENTS if importlib.util.find_spec(calls.CLIENTS[name][0])]


@pytest.mark.parametrize("form", BODIES)
@pytest.mark.parametrize("name", INSTALLED)
def test_bodies_that_are_sent_on(server: Any, name: str, form: str) -> None:
    status, body, expected, hint = BODIES[form]
    server.case = cases.case(None, "openai", status, 0) | {"body": json.dumps(body, ensure_ascii=False)}
    error = calls.failure(calls.CLIENTS[name][1], calls.Settings(server.port), False)
    assert error is not None
    (explanation,) = wqerr.explain(error)
    best = explanation.best if explanation.best and explanation.best.confidence != "possible" else None
    assert (best.id if best else None) == expected, (explanation, repr(error))
    assert hint is None or hint in [hint.id for hint in explanation.hints], explanation
    assert cases.API_KEY not in repr(explanation)


def test_texts_of_other_clients() -> None:
    """Each text of `tests/clients/outputs`, as the text of an exception, leads where `explain` of the program leads."""
    count = 0
    for path in sorted((ROOT / "tests" / "clients" / "outputs").glob("*/*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            try:
                raise RuntimeError(case["text"])
            except RuntimeError as raised:
                found = wqerr.explain(raised)
            ids = [explanation.best.id for explanation in found if explanation.best]
            assert not case["expect"] or set(ids) & set(case["expect"]), (path.name, case["text"], ids)
            count += 1
    assert count > 2000


def test_texts_of_the_corpus() -> None:
    for path in sorted((ROOT / "tests" / "corpus").glob("*--*.txt")):
        text = path.read_bytes()
        try:
            raise RuntimeError(text.decode("utf-8", "replace"))
        except RuntimeError as raised:
            found = wqerr.explain(raised)
        wanted = [explanation.best.id for explanation in wqerr.explain(text) if explanation.best]
        best = {explanation.best.id for explanation in found if explanation.best}
        if wqerr.explain(text)[0].best and wqerr.explain(text)[0].best.confidence != "possible":  # type: ignore[union-attr]
            assert wanted[0] in best, path.name
