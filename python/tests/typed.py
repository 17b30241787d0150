"""How a typed program uses the package. Nobody runs it: mypy and pyright check it in their strict modes."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import tenacity

import wqerr
import wqerr.logging


@tenacity.retry(retry=tenacity.retry_if_exception(wqerr.retryable), stop=tenacity.stop_after_attempt(5))
def call() -> str:
    return "answer"


def advice(error: Exception) -> str | None:
    explanation = wqerr.explain(error, lang="zh")[0]
    if explanation.best is None:
        return explanation.hints[0].text if explanation.hints else None
    best: wqerr.Match = explanation.best
    status: int = best.status
    wait: int | None = best.retry.after_seconds
    value: str | None = best.values.get("CustomerId")
    steps: tuple[str, ...] = best.remediation
    return f"{status} {wait} {value} {steps} {best.confidence == 'certain'} {explanation.evidence.request_id}"


def wait(error: BaseException) -> float:
    return wqerr.retry_after(error) or 1.0


def ids(log: Path) -> Iterator[str]:
    for finding in wqerr.scan_lines(log):
        yield finding.entry.id
    counts: dict[str, int] = {count.entry.id: count.count for count in wqerr.scan([b"line", b"line"]).entries}
    yield from counts
    for result in wqerr.lookup(403).results:
        yield result.id
    yield from (suggestion.id for suggestion in wqerr.search("quota").suggestions)


def own(text: str) -> wqerr.Catalog | None:
    try:
        return wqerr.Catalog.from_toml(text)
    except wqerr.CatalogError as error:
        line: int = error.diagnostics[0].line
        print(line, error)
        return None


handler = logging.StreamHandler()
handler.setFormatter(wqerr.logging.Formatter("%(wqerr_id)s %(message)s"))
handler.addFilter(wqerr.logging.Filter())
wqerr.install(lang="en")
retry = wqerr.Retry(advice="no", retryable=False, after_seconds=None)
