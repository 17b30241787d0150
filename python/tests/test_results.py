"""Results are plain values, and the JSON that the program prints."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from conftest import ROOT, ROWS

import wqerr

TEXTS = [
    "Error code: 403 - User has been frozen.",
    "HTTP 403",
    "nothing of the kind",
    "",
    '{"error":{"message":"Throttling","code":"Throttling.BurstRate"}} dashscope.aliyuncs.com',
    '{"error":{"message":"Customer:20012345 is frozen, not allow to access action: ChatCompletions"}}',
]
QUERIES = ["403", "Forbidden.*", "user-frozen", "Forbidden.Frosen", "0"]


@pytest.mark.parametrize("text", TEXTS)
def test_explanations_are_those_of_the_program(program: Callable[..., Any], text: str) -> None:
    answers = program("explain", "-", stdin=text.encode())["answers"]
    assert [explanation.to_dict() for explanation in wqerr.explain(text)] == answers


def test_the_corpus_is_explained_as_by_the_program(program: Callable[..., Any]) -> None:
    inputs = sorted((ROOT / "tests" / "corpus").glob("**/*.txt"))[::10]
    assert len(inputs) > 5
    for path in inputs:
        text = path.read_bytes()
        answers = program("explain", "-", stdin=text)["answers"]
        assert [explanation.to_dict() for explanation in wqerr.explain(text)] == answers, path


@pytest.mark.parametrize("query", QUERIES)
def test_answers_are_those_of_the_program(program: Callable[..., Any], query: str) -> None:
    assert [wqerr.lookup(query).to_dict()] == program("lookup", query)["answers"]


def test_searches_are_those_of_the_program(program: Callable[..., Any]) -> None:
    for words in ("out of money", "没钱了怎么办", "how to bake bread"):
        assert [wqerr.search(words).to_dict()] == program("search", words)["answers"]


def test_entries_are_those_of_the_program(program: Callable[..., Any]) -> None:
    listed = {entry["id"]: entry for entry in program("list")["answers"][0]["results"]}
    entries = {entry.id: entry for entry in wqerr.Catalog.embedded().entries()}
    assert entries.keys() == listed.keys() > {row.id for row in ROWS}
    for id, entry in entries.items():
        assert entry.to_dict().items() <= listed[id].items()


def test_fields() -> None:
    (explanation,) = wqerr.explain("Customer:20012345 is frozen, not allow to access action: ChatCompletions")
    best = explanation.best
    assert best is not None and best is explanation.results[0]
    assert (best.id, best.status, best.code, best.origin) == ("customer-frozen", 403, "Forbidden", "public")
    assert best.values == {"CustomerId": "20012345", "Action": "ChatCompletions"}
    assert best.retry == wqerr.Retry(advice="no", retryable=False, after_seconds=None)
    assert (best.actor, best.confidence) == ("account_owner", "certain")
    assert best.docs is not None and best.docs.startswith("https://")
    assert best.remediation and all(best.remediation) and best.causes and best.meaning
    assert not explanation.hints and not explanation.suggestions
    assert explanation.advice == "no" and not explanation.retryable


def test_results_are_values() -> None:
    values: list[Any] = [*wqerr.explain(TEXTS[0]), wqerr.lookup(403), wqerr.search("balance")]
    values += [wqerr.scan(b"403 User has been frozen.\n"), *wqerr.scan_lines(b"403 User has been frozen.\n")]
    values += wqerr.Catalog.embedded().entries()
    for value in values:
        assert pickle.loads(pickle.dumps(value)) == value
        assert copy.deepcopy(value) == value and copy.copy(value) == value
        assert hash(value) == hash(pickle.loads(pickle.dumps(value)))
        assert value != object()
        with pytest.raises(AttributeError):
            value.lang = "zh"
        with pytest.raises(AttributeError):
            del value.lang
    assert wqerr.explain(TEXTS[0]) == wqerr.explain(TEXTS[0]) != wqerr.explain(TEXTS[1])
    assert len({*wqerr.explain(TEXTS[0]), *wqerr.explain(TEXTS[0])}) == 1


def test_documents_are_copies() -> None:
    (explanation,) = wqerr.explain(TEXTS[0])
    explanation.to_dict()["results"][0]["meaning"]["en"] = "changed"
    assert "changed" not in json.dumps(explanation.to_dict())


def test_texts_are_in_the_language_asked_for() -> None:
    (english,) = wqerr.explain(TEXTS[0], "en")
    (chinese,) = wqerr.explain(TEXTS[0], "zh")
    assert "账号" in str(chinese) and "账号" not in str(english).splitlines()[2]
    assert "能否重试：" in str(chinese) and "Retry: " in str(english)
    assert "能否重试：" in chinese._repr_html_() and "能否重试：" in chinese._repr_markdown_()
    assert str(wqerr.lookup("user-frozen", "zh").results[0]).splitlines()[2] == "账号被冻结。"
    assert english.to_dict() == chinese.to_dict()


def test_nothing_of_an_input_is_markup() -> None:
    message = "Customer:<script>alert(1)</script>*_`|$ is frozen, not allow to access action: <b>x</b>"
    (explanation,) = wqerr.explain(json.dumps({"error": {"message": message, "code": "Forbidden"}}))
    assert explanation.best is not None and explanation.best.id == "customer-frozen"
    assert "<script" not in explanation._repr_html_() and "<b>" not in explanation._repr_html_()
    assert "<script" not in explanation._repr_markdown_().replace("\\<", "")


def test_own_catalogs() -> None:
    own = """
        schema = 1
        name = "our-gateway"
        [[entry]]
        id = "quota-used-up"
        status = 429
        message = "Team {Team} has used up its quota."
        retry = "no"
        actor = "account_owner"
        meaning.en = "The team's monthly quota is used up."
    """
    catalog = wqerr.Catalog.from_toml(own)
    (explanation,) = wqerr.explain("Team blue has used up its quota.", catalog=catalog)
    assert explanation.best is not None and explanation.best.values == {"Team": "blue"}
    assert catalog.get("quota-used-up") is not None and catalog.get("user-frozen") is not None
    assert wqerr.explain("Team blue has used up its quota.")[0].best is None
    assert not wqerr.retryable("Team blue has used up its quota.", catalog=catalog)
    assert wqerr.scan(b"Team blue has used up its quota.\n", catalog=catalog).matched_lines == 1
    assert pickle.loads(pickle.dumps(catalog)) == catalog != wqerr.Catalog.embedded()
    assert wqerr.lookup("quota-used-up", catalog=catalog).best is not None


def test_mistakes_of_own_catalogs() -> None:
    with pytest.raises(wqerr.CatalogError) as caught:
        wqerr.Catalog.from_toml("schema = 1\nname = 1")
    assert "2:8: `name` is a number; use a string in double quotes" in str(caught.value)
    assert (caught.value.diagnostics[-1].line, caught.value.diagnostics[-1].column) == (2, 8)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
