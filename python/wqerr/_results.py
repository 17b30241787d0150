"""What the functions of this package return."""

from __future__ import annotations

from . import _render
from ._record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Literal

    from ._lang import Lang

    Advice = Literal["no", "backoff", "yes"]
    Actor = Literal["caller", "account_owner", "platform", "network"]
    Confidence = Literal["certain", "likely", "possible"]


class Retry(Record):
    """Whether sending the same request again can help."""

    advice: Advice
    """`no`: fix the cause first; `backoff`: wait, and longer each time; `yes`: again at once is fine."""
    retryable: bool
    after_seconds: int | None
    """How long the server asks to wait, if it does and a retry can help."""


class Entry(Record):
    """An error of the catalog. Its texts are in the language that was asked for; `to_dict()` has both."""

    id: str
    origin: str
    """`wanqing` or `public` (the official tables), `observed` (seen in real use), or the name of your own catalog."""
    status: int
    code: str | None
    message: str
    """The message with its placeholders, as `{Name}`."""
    meaning: str
    causes: tuple[str, ...]
    remediation: tuple[str, ...]
    """What to do, step by step."""
    retry: Retry
    actor: Actor
    """Who has to act."""
    docs: str | None
    lang: Lang
    _document: Mapping[str, Any]

    @property
    def title(self) -> str:
        """What names the entry: status, code and ID."""
        return f"{self.status} {self.code or self.message} ({self.id})"

    def to_dict(self) -> dict[str, Any]:
        """The entry as `wqerr --format json` prints it."""
        return _copy(self._document)  # type: ignore[no-any-return]

    def __str__(self) -> str:
        return _render.text(self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(str(self))

    def _repr_markdown_(self) -> str:
        return _render.markdown(self)

    def _repr_html_(self) -> str:
        return _render.html(self)


class Match(Entry):
    """An entry as an answer, and why it is one."""

    confidence: Confidence
    """How sure it is that this is the error, and that it is Wanqing's."""
    matched_by: tuple[str, ...]
    """What counted, the strongest first."""
    score: float
    values: Mapping[str, str]
    """What the placeholders of the message stood for, without secrets."""


class Suggestion(Record):
    """A near entry where nothing was found."""

    id: str
    status: int
    code: str | None

    def to_dict(self) -> dict[str, Any]:
        """The suggestion as `wqerr --format json` prints it."""
        return {"id": self.id, "status": self.status, "code": self.code}


class Evidence(Record):
    """What the input itself says of the error, without secrets."""

    status: int | None
    code: str | None
    type: str | None
    message: str | None
    request_id: str | None
    request_time: str | None
    """When the request arrived, in UTC; the request ID carries it."""
    endpoint: str | None
    retry_after_seconds: int | None


class Hint(Record):
    """Advice that belongs to no entry. Where `id` is `other-system`, `system` and what follows say whose error it is."""

    id: str
    text: str
    system: str | None
    code: str | None
    docs: str | None
    retry: Advice | None
    confidence: Confidence | None


class Explanation(Record):
    """An error of the input and the entries that fit it."""

    evidence: Evidence
    results: tuple[Match, ...]
    """The entries that fit, the best first."""
    hints: tuple[Hint, ...]
    suggestions: tuple[Suggestion, ...]
    """Up to three near entries where nothing fits."""
    lang: Lang
    _text: str
    _document: Mapping[str, Any]

    @property
    def best(self) -> Match | None:
        """The entry that fits best."""
        return self.results[0] if self.results else None

    @property
    def advice(self) -> Advice | None:
        """The verdict of the best entry, or of the page of the platform whose error it is; `None` if there is none."""
        for hint in self.hints:
            if hint.system is not None and hint.confidence != "possible":
                return hint.retry
        return self.results[0].retry.advice if self.results else None

    @property
    def retryable(self) -> bool:
        """Whether sending the same request again can help."""
        return self.advice in ("backoff", "yes")

    def to_dict(self) -> dict[str, Any]:
        """The explanation as an answer of `wqerr explain --format json`."""
        return _copy(self._document)  # type: ignore[no-any-return]

    def __str__(self) -> str:
        return self._text

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(str(self))

    def _repr_markdown_(self) -> str:
        return _render.explanation_markdown(self)

    def _repr_html_(self) -> str:
        return _render.explanation_html(self)


class Answer(Record):
    """The entries that answer a question to `lookup` or `search`."""

    query: str
    results: tuple[Match, ...]
    suggestions: tuple[Suggestion, ...]
    lang: Lang
    _document: Mapping[str, Any]

    @property
    def best(self) -> Match | None:
        """The best answer."""
        return self.results[0] if self.results else None

    def to_dict(self) -> dict[str, Any]:
        """The answer as `wqerr lookup --format json` prints it."""
        return _copy(self._document)  # type: ignore[no-any-return]

    def __str__(self) -> str:
        return "\n\n".join(map(str, self.results)) or _render.nothing(self.lang)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(str(self))

    def _repr_markdown_(self) -> str:
        return "\n\n".join(map(_render.markdown, self.results)) or _render.nothing(self.lang)

    def _repr_html_(self) -> str:
        return "".join(map(_render.html, self.results)) or _render.nothing(self.lang)


class Finding(Record):
    """An error in a line of a log."""

    line: int
    entry: Entry
    confidence: Confidence
    values: Mapping[str, str]
    request_id: str | None

    def to_dict(self) -> dict[str, Any]:
        """The finding as `wqerr scan --each` prints it."""
        entry = self.entry
        return {
            "file": None,
            "line": self.line,
            "id": entry.id,
            "status": entry.status,
            "code": entry.code,
            "confidence": self.confidence,
            "values": dict(self.values),
            "request_id": self.request_id,
        }


class Count(Record):
    """How often an error was found in a log, and where."""

    entry: Entry
    count: int
    share: float
    """Its part of all lines with an error."""
    first_line: int
    last_line: int
    values: Mapping[str, tuple[tuple[str, int], ...]]
    """The most frequent values of the message's placeholders, with how often they were there."""


class Summary(Record):
    """The errors of a log, the most frequent first."""

    lines: int
    bytes: int
    matched_lines: int
    truncated_lines: int
    """How many lines were so long that only their beginning was examined."""
    entries: tuple[Count, ...]

    def to_dict(self) -> dict[str, Any]:
        """The summary as `wqerr scan --format json` prints it."""
        return {
            "schema_version": 1,
            "command": "scan",
            "found": self.matched_lines > 0,
            "complete": True,
            "lines": self.lines,
            "bytes": self.bytes,
            "matched_lines": self.matched_lines,
            "truncated_lines": self.truncated_lines,
            "entries": [
                {
                    "id": count.entry.id,
                    "status": count.entry.status,
                    "code": count.entry.code,
                    "count": count.count,
                    "share": count.share,
                    "first_line": count.first_line,
                    "last_line": count.last_line,
                    "first_file": None,
                    "last_file": None,
                    "retryable": count.entry.retry.retryable,
                    "values": {
                        name: [{"value": value, "count": number} for value, number in values]
                        for name, values in count.values.items()
                    },
                }
                for count in self.entries
            ],
        }

    def __str__(self) -> str:
        return "\n".join(f"{count.count:>7}  {count.entry.title}" for count in self.entries)


def entry(document: Mapping[str, Any], lang: Lang) -> Entry:
    """An entry from its document."""
    return Entry(**_entry_fields(document, lang))


def match(document: Mapping[str, Any], lang: Lang) -> Match:
    """An answer from its document."""
    return Match(
        **_entry_fields(document, lang),
        confidence=document["confidence"],
        matched_by=tuple(document["matched_by"]),
        score=document["score"],
        values=document["values"],
    )


def explanation(document: Mapping[str, Any], text: str, lang: Lang) -> Explanation:
    """An explanation from its document and its text."""
    return Explanation(
        evidence=Evidence(**document["evidence"]),
        results=tuple([match(result, lang) for result in document["results"]]),
        hints=tuple([_hint(hint, lang) for hint in document["hints"]]),
        suggestions=tuple([Suggestion(**suggestion) for suggestion in document["suggestions"]]),
        lang=lang,
        _text=text,
        _document=document,
    )


def answer(document: Mapping[str, Any], lang: Lang) -> Answer:
    """The answer to a question from its document."""
    return Answer(
        query=document["query"],
        results=tuple([match(result, lang) for result in document["results"]]),
        suggestions=tuple([Suggestion(**suggestion) for suggestion in document["suggestions"]]),
        lang=lang,
        _document=document,
    )


def finding(document: Mapping[str, Any], lines_before: int, lang: Lang) -> Finding:
    """What was found in a line, from its document."""
    return Finding(
        line=document["line"] + lines_before,
        entry=entry(document["entry"], lang),
        confidence=document["confidence"],
        values=document["values"],
        request_id=document["request_id"],
    )


def summary(document: Mapping[str, Any], size: int, truncated_lines: int, lang: Lang) -> Summary:
    """What was found in a log, from its document."""
    matched_lines = document["matched_lines"]
    return Summary(
        lines=document["lines"],
        bytes=size,
        matched_lines=matched_lines,
        truncated_lines=truncated_lines,
        entries=tuple(_count(count, matched_lines, lang) for count in document["entries"]),
    )


def _entry_fields(document: Mapping[str, Any], lang: Lang) -> dict[str, Any]:
    retry = document["retry"]
    return {
        "id": document["id"],
        "origin": document["origin"],
        "status": document["status"],
        "code": document["code"],
        "message": document["message"],
        "meaning": document["meaning"][lang],
        "causes": tuple(document["causes"][lang]),
        "remediation": tuple(document["remediation"][lang]),
        "retry": Retry(advice=retry["advice"], retryable=retry["retryable"], after_seconds=retry["after_seconds"]),
        "actor": document["actor"],
        "docs": document["docs"],
        "lang": lang,
        "_document": document,
    }


def _hint(document: Mapping[str, Any], lang: Lang) -> Hint:
    return Hint(
        id=document["id"],
        text=document["text"][lang],
        system=document.get("system"),
        code=document.get("code"),
        docs=document.get("docs"),
        retry=document.get("retry"),
        confidence=document.get("confidence"),
    )


def _count(document: Mapping[str, Any], matched_lines: int, lang: Lang) -> Count:
    return Count(
        entry=entry(document["entry"], lang),
        count=document["count"],
        share=round(document["count"] / matched_lines, 4),
        first_line=document["first_line"],
        last_line=document["last_line"],
        values={
            name: tuple((value, number) for value, number in values) for name, values in document["values"].items()
        },
    )


def _copy(document: Any) -> Any:
    """A copy that its owner may change."""
    if isinstance(document, dict):
        return {name: _copy(value) for name, value in document.items()}
    if isinstance(document, (list, tuple)):
        return [_copy(value) for value in document]
    return document
