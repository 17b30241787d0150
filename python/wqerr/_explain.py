"""From whatever a program has of an error to its explanations."""

from __future__ import annotations

from . import _failures, _lang, _results
from ._catalog import native, utf8

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from . import _native
    from ._catalog import Catalog
    from ._results import Explanation

# So many exceptions are examined of a chain of causes and of all groups in it. More are no help to anybody.
MAX_EXCEPTIONS = 32

_RANKS = {"possible": 2, "likely": 3, "certain": 4}
_LIKELY = _RANKS["likely"]
_CERTAIN = _RANKS["certain"]


def explain(error: object, lang: str | None = None, *, catalog: Catalog | None = None) -> list[Explanation]:
    """Explains a raw error: text or bytes in any form, a decoded body, a response of a client, or an exception.

    There is one explanation for each distinct error, and one without results if no error was recognized. Of an
    exception, the body, the status and the headers of its response count before its text, and its causes and the
    members of a group are followed. Secrets are masked. `lang` is `en` or `zh`; without, it is what the program `wqerr`
    would choose.
    """
    members = each(error, lang, catalog)
    return members[0] if len(members) == 1 else _distinct(members)


def retryable(error: object, *, catalog: Catalog | None = None) -> bool:
    """Whether sending the same request again can help; not if the error is unknown.

    Of several errors in one text or group, each has to allow it. It never raises, so it fits
    `tenacity.retry_if_exception(wqerr.retryable)` and `backoff.on_exception(…, giveup=lambda e: not wqerr.retryable(e))`.
    """
    return all(_allow_retry(explanations) for explanations in each(error, "en", catalog))


def retry_after(error: object, *, catalog: Catalog | None = None) -> float | None:
    """How many seconds the server asks to wait, if it does and sending the same request again can help."""
    members = each(error, "en", catalog)
    if not all(map(_allow_retry, members)):
        return None
    waits = [explanation.evidence.retry_after_seconds for explanations in members for explanation in explanations]
    return max((float(wait) for wait in waits if wait is not None), default=None)


def likely(error: BaseException, lang: str | None) -> list[Explanation]:
    """The explanations that are more than a guess, such as one from a number in the text."""
    # Whoever stops a program wants no explanation of what it was doing.
    if isinstance(error, (KeyboardInterrupt, SystemExit)):
        return []
    return [explanation for explanation in explain(error, lang) if _rank([explanation]) >= _LIKELY]


def each(error: object, lang: str | None, catalog: Catalog | None) -> list[list[Explanation]]:
    """The explanations of an error, or of each member of a group of exceptions."""
    ask = _Ask(native(catalog), _lang.resolve(lang))
    try:
        return ask.anything(error)
    except Exception:  # objects can be of any kind; none of them may cost the caller its own error
        return [ask.text(b"")]


def _distinct(members: list[list[Explanation]]) -> list[Explanation]:
    """The first explanation of each error, and one without results only if there is no other."""
    first: dict[str | None, Explanation] = {}
    for explanations in members:
        for explanation in explanations:
            first.setdefault(explanation.best.id if explanation.best else None, explanation)
    if len(first) > 1:
        first.pop(None, None)
    return list(first.values())


def _allow_retry(explanations: list[Explanation]) -> bool:
    advice = [explanation.advice for explanation in explanations if explanation.advice]
    return bool(advice) and "no" not in advice


class _Ask:
    """One call: the catalog, the language, and the exceptions that have been seen."""

    def __init__(self, native: _native.Catalog, lang: _lang.Lang) -> None:
        self.native = native
        self.lang: _lang.Lang = lang
        self.seen: set[int] = set()

    def anything(self, error: object) -> list[list[Explanation]]:
        if isinstance(error, BaseException):
            return self.exception(error)
        if isinstance(error, str):
            return [self.text(utf8(error))]
        if isinstance(error, (bytes, bytearray, memoryview)):
            return [self.text(bytes(error))]
        if _failures.is_mapping(error) or isinstance(error, (list, tuple)):
            return [self.text(_failures.of_body(error))]
        return [self.failure(_failures.of_object(error))]

    def text(self, text: bytes) -> list[Explanation]:
        return self._results(self.native.explain(text, self.lang))

    def failure(self, failure: _failures.Failure) -> list[Explanation]:
        """Body, status and headers; the text if they say too little."""
        best: list[Explanation] = []
        if failure.status is not None or failure.headers:
            content = failure.body or failure.text()
            best = self._results(
                self.native.explain_response(failure.status or 0, failure.headers, content, self.lang)
            )
        elif failure.body:
            best = self.text(failure.body)
        if best and (not failure.body or _rank(best) >= _LIKELY):
            return best
        from_text = self.text(failure.text())
        return from_text if _rank(from_text) > _rank(best) or not best else best

    def exception(self, error: BaseException) -> list[list[Explanation]]:
        """The explanations of the exception in a chain of causes that says most, or of each member of a group there."""
        best: list[list[Explanation]] = []
        best_rank = 0
        for link in self._chain(error):
            members = _failures.attribute(link, "exceptions")
            if isinstance(members, tuple):
                exceptions = [member for member in members if isinstance(member, BaseException)]
                found = [explanations for member in exceptions for explanations in self.exception(member)]
            else:
                found = [self.failure(_failures.of_exception(link))]
            rank = max(map(_rank, found), default=0)
            if not best or rank > best_rank:
                best, best_rank = found, rank
            if best_rank == _CERTAIN:
                break
        return best or [self.text(b"")]

    def _chain(self, error: BaseException) -> Iterator[BaseException]:
        """The exception and what led to it, as a traceback shows it."""
        link: BaseException | None = error
        while link is not None and id(link) not in self.seen and len(self.seen) < MAX_EXCEPTIONS:
            self.seen.add(id(link))
            yield link
            link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)

    def _results(self, found: list[tuple[dict[str, object], str]]) -> list[Explanation]:
        return [_results.explanation(document, text, self.lang) for document, text in found]


def _rank(explanations: list[Explanation]) -> int:
    """How much the first of several explanations says."""
    if not explanations:
        return 0
    first = explanations[0]
    if any(hint.system and hint.confidence != "possible" for hint in first.hints):
        return _LIKELY
    return _RANKS[first.best.confidence] if first.best else int(bool(first.hints))
