"""Exceptions, bodies and objects of every kind, broken ones among them."""

from __future__ import annotations

import gc
import json
import pickle
import sys
import threading
from typing import Any

import cases
import pytest
from conftest import ROWS

import wqerr

FROZEN = {"error": {"message": "User has been frozen.", "type": "Forbidden", "param": "", "code": "Forbidden.Frozen"}}
LIMITED = {"error": {"message": "Too many requests.", "type": "TooManyRequests", "code": "TooManyRequests"}}


class Response:
    """As little as a response has."""

    def __init__(self, status_code: int, body: object, headers: object = None) -> None:
        self.status_code = status_code
        self.content = json.dumps(body).encode() if type(body) is dict else body
        self.headers = headers


class HttpError(Exception):
    def __init__(self, text: str = "", response: object = None) -> None:
        super().__init__(text)
        self.response = response


def ids(error: object) -> list[str | None]:
    return [explanation.best.id if explanation.best else None for explanation in wqerr.explain(error)]


FROZEN_ERROR = HttpError("Error code: 403", Response(403, FROZEN))
LIMITED_ERROR = HttpError("Error code: 429", Response(429, LIMITED, {"Retry-After": "12"}))


def led_to(error: Exception, cause: BaseException | None = None, context: BaseException | None = None) -> Exception:
    if cause is not None:
        error.__cause__ = cause
    error.__context__ = context
    return error


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
@pytest.mark.parametrize("shape", cases.SHAPES)
def test_each_row_is_known_in_any_container(row: Any, shape: str) -> None:
    body = cases.body(row, shape, False)
    decoded = json.loads(body)
    for error in (body, body.encode(), bytearray(body.encode()), memoryview(body.encode()), decoded, [decoded]):
        assert ids(error) == [row.id]
    assert ids(HttpError("", Response(row.status, decoded))) == [row.id]
    error = RuntimeError("failed")
    for name in ("body", "response_body"):
        setattr(error, name, decoded)
        assert ids(error) == [row.id]
    assert ids(Response(row.status, decoded)) == [row.id]


def test_what_a_body_says_counts_more_than_the_text() -> None:
    error = HttpError("Error code: 429 - Too many requests.", Response(403, FROZEN))
    assert ids(error) == ["user-frozen"]
    assert wqerr.explain(error)[0].best == wqerr.explain(FROZEN_ERROR)[0].best


def test_the_text_counts_where_the_body_says_nothing() -> None:
    assert ids(HttpError("User has been frozen.", Response(403, b"<html>"))) == ["user-frozen"]
    error = RuntimeError("it failed")
    error.message = "User has been frozen."  # type: ignore[attr-defined]
    assert ids(error) == ["user-frozen"]
    noted = RuntimeError("it failed")
    noted.__notes__ = ["body: User has been frozen."]
    assert ids(noted) == ["user-frozen"]


def test_headers_count() -> None:
    request_id = "req-k3v9qa-1795417200123456789"
    error = HttpError("", Response(403, FROZEN, {"X-Request-Id": request_id, "Date": "now", b"X-Odd": b"\xff"}))
    evidence = wqerr.explain(error)[0].evidence
    assert (evidence.request_id, evidence.request_time) == (request_id, "2026-11-23T07:00:00.123Z")
    assert wqerr.retry_after(LIMITED_ERROR) == 12.0
    assert wqerr.explain(LIMITED_ERROR)[0].best.retry.after_seconds == 12  # type: ignore[union-attr]


def test_causes_and_contexts_are_followed() -> None:
    outer = led_to(RuntimeError("agent failed"), cause=led_to(ValueError("step failed"), context=FROZEN_ERROR))
    assert ids(outer) == ["user-frozen"]
    assert not wqerr.retryable(outer)
    assert wqerr.retryable(led_to(RuntimeError("agent failed"), cause=LIMITED_ERROR))
    assert wqerr.retry_after(led_to(RuntimeError("agent failed"), context=LIMITED_ERROR)) == 12.0


def test_a_context_that_was_put_away_stays_there() -> None:
    error = led_to(KeyError("name"), context=FROZEN_ERROR)
    error.__suppress_context__ = True
    assert ids(error) == [None]


def test_an_error_of_its_own_counts_more_than_that_before_it() -> None:
    assert ids(led_to(HttpError("", Response(429, LIMITED)), context=FROZEN_ERROR)) == ["too-many-requests"]


class Group(Exception):
    """As `ExceptionGroup` of Python 3.11, and of `exceptiongroup` before."""

    def __init__(self, exceptions: list[Exception]) -> None:
        super().__init__(f"{len(exceptions)} errors")
        self.exceptions = tuple(exceptions)


def test_members_of_groups_are_explained_each() -> None:
    group = Group([FROZEN_ERROR, Group([LIMITED_ERROR, HttpError("", Response(403, FROZEN))]), ValueError("other")])
    assert ids(group) == ["user-frozen", "too-many-requests"]
    assert ids(led_to(RuntimeError("failed"), cause=group)) == ["user-frozen", "too-many-requests"]
    assert ids(Group([])) == [None]


def test_a_group_is_retryable_if_all_of_it_is() -> None:
    assert wqerr.retryable(Group([LIMITED_ERROR, HttpError("", Response(429, LIMITED))]))
    assert not wqerr.retryable(Group([LIMITED_ERROR, FROZEN_ERROR]))
    assert not wqerr.retryable(Group([LIMITED_ERROR, ValueError("other")]))
    assert wqerr.retry_after(Group([LIMITED_ERROR, FROZEN_ERROR])) is None


@pytest.mark.skipif(sys.version_info < (3, 11), reason="there are no groups")
def test_groups_of_python() -> None:
    group = ExceptionGroup("failed", [FROZEN_ERROR, LIMITED_ERROR])  # type: ignore[name-defined,unused-ignore]
    assert ids(group) == ["user-frozen", "too-many-requests"]


class Broken(Exception):
    """Nothing of it can be read."""

    def __str__(self) -> str:
        raise ValueError("no text")

    __repr__ = __str__

    def __getattribute__(self, name: str) -> Any:
        raise RuntimeError(name)


class BrokenBody(dict):  # type: ignore[type-arg]
    def keys(self) -> Any:
        raise RuntimeError("no keys")

    def items(self) -> Any:
        raise RuntimeError("no items")

    def __iter__(self) -> Any:
        raise RuntimeError("no iterator")


class BrokenStr(str):
    def encode(self, *_: Any) -> bytes:
        raise RuntimeError("no bytes")


def deep_list(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


def circle() -> Exception:
    first, second = ValueError("first"), ValueError("second")
    first.__cause__, second.__cause__ = second, first
    group = Group([first])
    group.exceptions = (first, group, second)
    first.__context__ = group
    return group


def long_chain() -> Exception:
    error: Exception = FROZEN_ERROR
    for number in range(100_000):
        error = led_to(ValueError(str(number)), context=error)
    return error


def nested_groups() -> Exception:
    error: Exception = FROZEN_ERROR
    for _ in range(2000):
        error = Group([error, error])
    return error


class Everything:
    """Like a mock: it has every attribute, and each is like it."""

    def __getattr__(self, name: str) -> Any:
        return Everything()

    def __call__(self, *_: Any, **__: Any) -> Any:
        return Everything()


def looped_dict() -> dict[str, Any]:
    body: dict[str, Any] = {"error": None}
    body["error"] = body
    return body


ODD: dict[str, Any] = {
    "none": None,
    "empty": "",
    "empty bytes": b"",
    "empty dict": {},
    "number": 403,
    "nan": float("nan"),
    "class": ValueError,
    "surrogates": "\ud800 User has been frozen. \udfff",
    "surrogates in an exception": ValueError("\ud800 \udc00"),
    "surrogates in a body": {"error": {"message": "\ud800"}},
    "surrogates in a header": HttpError("", Response(403, b"", {"\ud800": "\udfff"})),
    "zeros": b"\0" * 10_000,
    "not UTF-8": bytes(range(256)),
    "UTF-16": "User has been frozen.".encode("utf-16"),
    "broken": Broken(),
    "broken body": BrokenBody(error=1),
    "broken body of a response": HttpError("", Response(403, BrokenBody(error=1))),
    "broken str": BrokenStr("x"),
    "deep list": deep_list(100_000),
    "looped dict": looped_dict(),
    "odd keys": {("a", 1): {2: b"\xff"}, None: object()},
    "circle": circle(),
    "long chain": long_chain(),
    "nested groups": nested_groups(),
    "mock": Everything(),
    "mock of a response": HttpError("", Everything()),
    "huge status": HttpError("", Response(10**30, FROZEN)),
    "status is true": HttpError("", Response(True, b"")),
    "headers are a list": HttpError("", Response(403, b"", [("a", "b")])),
    "unread response": HttpError("", type("R", (), {"_content": False, "content": property(lambda _: 1 / 0)})()),
    "huge headers": HttpError("", Response(403, b"", {f"x-{n}": "y" * 100_000 for n in range(1000)})),
    "interrupt": KeyboardInterrupt(),
    "exit": SystemExit(3),
}


@pytest.mark.parametrize("name", ODD)
def test_nothing_raises(name: str) -> None:
    error = ODD[name]
    explanations = wqerr.explain(error)
    assert len(explanations) >= 1
    for explanation in explanations:
        assert str(explanation) and repr(explanation) and explanation._repr_html_() and explanation._repr_markdown_()
        json.dumps(explanation.to_dict())
    assert wqerr.retryable(error) in (True, False)
    assert wqerr.retry_after(error) is None
    assert not wqerr.retryable(error) or explanations[0].best


def test_odd_texts_are_read_as_far_as_they_can() -> None:
    assert ids(ODD["surrogates"]) == ["user-frozen"]
    assert ids(ODD["UTF-16"]) == ["user-frozen"]
    assert ids(ODD["huge status"]) == ["user-frozen"]


def test_huge_bodies_are_cut() -> None:
    filler = b"x" * (50 << 20)
    message = b'{"error":{"message":"User has been frozen.","code":"Forbidden.Frozen"}}'
    import time

    for body in (message + filler, filler + b"\n" + message):
        start = time.process_time()
        assert ids(HttpError("", Response(403, body))) == ["user-frozen"]
        assert time.process_time() - start < 1
    assert ids(HttpError("y" * (50 << 20) + " User has been frozen.")) == ["user-frozen"]


def test_memory_does_not_grow() -> None:
    def resident() -> int:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * 4096

    if sys.platform != "linux":
        pytest.skip("needs /proc")
    calls = [FROZEN_ERROR, json.dumps(LIMITED), led_to(RuntimeError(), cause=LIMITED_ERROR), Group([FROZEN_ERROR] * 3)]
    after_warm_up = 0
    for round in range(6):
        for _ in range(500):
            for error in calls:
                wqerr.explain(error)
            wqerr.lookup(403), wqerr.search("balance"), wqerr.scan(b"403 User has been frozen.\n")
        gc.collect()
        if round == 1:
            after_warm_up = resident()
    assert resident() - after_warm_up < 1 << 20


def test_threads_explain_at_the_same_time() -> None:
    wrong: list[Any] = []

    def work() -> None:
        for _ in range(200):
            if ids(FROZEN_ERROR) != ["user-frozen"] or not wqerr.retryable(LIMITED_ERROR):
                wrong.append(1)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_a_key_is_masked_wherever_it_stands() -> None:
    key = cases.API_KEY
    row = next(row for row in ROWS if row.id == "access-key-unavailable")
    for error in (
        HttpError(row.message, Response(403, json.loads(cases.body(row, "edge", False)))),
        ValueError(f"Error code: 403 - {row.message}"),
        HttpError(f"api_key={key} User has been frozen.", Response(403, b"", {"Authorization": f"Bearer {key}"})),
        {"headers": {"x-api-key": key}, "error": FROZEN["error"]},
    ):
        (explanation,) = wqerr.explain(error)
        assert explanation.best is not None
        shown = [str(explanation), repr(explanation), explanation._repr_html_(), explanation._repr_markdown_()]
        assert not any(key in text for text in (*shown, json.dumps(explanation.to_dict())))
        assert key.encode() not in pickle.dumps(explanation)
    assert key not in wqerr.redact(f"Authorization: Bearer {key}")
    assert key not in repr(wqerr.lookup(f"AccessKey:{key} IS UNAVAILABLE"))
