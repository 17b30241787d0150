"""Entries and explanations as text, and as what notebooks show."""

from __future__ import annotations

from . import _native

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._lang import Lang
    from ._results import Entry, Explanation

_LABELS: dict[Lang, dict[str, str]] = {
    "en": {
        "retry": "Retry: ",
        "request_id": "Request ID: ",
        "docs": "Docs: ",
        "nothing": "No known error recognized.",
    },
    "zh": {"retry": "能否重试：", "request_id": "请求 ID：", "docs": "文档：", "nothing": "没有识别出已知错误。"},
}


# The characters that can be Markdown, or the HTML and the formulas in it.
MARKUP = frozenset("\\`*_{}[]<>#|~$&")


def escape(text: str) -> str:
    """Text in which nothing is HTML."""
    import html  # for notebooks alone

    return html.escape(text)


def nothing(lang: Lang) -> str:
    """What stands where nothing was found."""
    return _LABELS[lang]["nothing"]


def text(entry: Entry) -> str:
    """An entry on several lines, in the form of an explanation's text."""
    steps = [f"{number}. {step}" for number, step in enumerate(entry.remediation, 1)]
    lines = [entry.title, entry.message, entry.meaning, *steps, _LABELS[entry.lang]["retry"] + _retry(entry)]
    return "\n".join([*lines, entry.docs] if entry.docs else lines)


def markdown(entry: Entry, message: str | None = None, request_id: str | None = None) -> str:
    """An entry as Markdown, with the message and the request ID of the error at hand."""
    labels = _LABELS[entry.lang]
    blocks = [f"**{_plain(entry.title)}**", f"> {_plain(message or entry.message)}", _plain(entry.meaning)]
    blocks.append("\n".join(f"{number}. {_plain(step)}" for number, step in enumerate(entry.remediation, 1)))
    blocks.append(f"**{labels['retry']}**{_retry(entry)}")
    if request_id:
        blocks.append(f"**{labels['request_id']}**{_plain(request_id)}")
    if entry.docs:
        blocks.append(f"<{entry.docs}>")
    return "\n\n".join(filter(None, blocks))


def html(entry: Entry, message: str | None = None, request_id: str | None = None) -> str:
    """An entry as HTML in the colors of the page around it, with the message and the request ID of the error at hand."""
    labels = _LABELS[entry.lang]
    color = "#2e7d32" if entry.retry.retryable else "#c62828"
    steps = "".join(f"<li>{escape(step)}</li>" for step in entry.remediation)
    rows = [f"<strong>{labels['retry']}</strong>{escape(_retry(entry))}"]
    if request_id:
        rows.append(f"<strong>{labels['request_id']}</strong>{escape(request_id)}")
    if entry.docs:
        docs = escape(entry.docs)
        rows.append(f'<strong>{labels["docs"]}</strong><a href="{docs}">{docs}</a>')
    return (
        f'<div style="border-left: 4px solid {color}; padding-left: 1em; margin: 0.5em 0">'
        f"<p><strong>{escape(entry.title)}</strong><br><code>{escape(message or entry.message)}</code></p>"
        f"<p>{escape(entry.meaning)}</p><ol>{steps}</ol><p>{'<br>'.join(rows)}</p></div>"
    )


def explanation_markdown(explanation: Explanation) -> str:
    """The hints, the best entry whole, and what names the others."""
    evidence = explanation.evidence
    blocks = [f"> {_plain(hint.text)}" for hint in explanation.hints]
    if explanation.best is None:
        return "\n\n".join([*blocks, nothing(explanation.lang)])
    blocks.append(markdown(explanation.best, evidence.message, evidence.request_id))
    blocks.append("\n".join(f"- {_plain(other.title)}" for other in explanation.results[1:]))
    return "\n\n".join(filter(None, blocks))


def explanation_html(explanation: Explanation) -> str:
    """The hints, the best entry whole, and what names the others."""
    evidence = explanation.evidence
    hints = "".join(f"<p><em>{escape(hint.text)}</em></p>" for hint in explanation.hints)
    if explanation.best is None:
        return f"{hints}<p>{nothing(explanation.lang)}</p>"
    others = "".join(f"<li>{escape(other.title)}</li>" for other in explanation.results[1:])
    best = html(explanation.best, evidence.message, evidence.request_id)
    return hints + best + (f"<ul>{others}</ul>" if others else "")


def _retry(entry: Entry) -> str:
    return _native.retry_text(entry.retry.advice, entry.lang)


def _plain(text: str) -> str:
    """Text on one line in which nothing is markup."""
    return "".join(f"\\{character}" if character in MARKUP else character for character in " ".join(text.split()))
