"""What `explain` can know from a printed error: judged from the text alone, by what of the body still stands in it."""

import re

import cases

BODY_DROPPED, EMPTY_ERROR = "body-dropped", "empty-error"
# With or without `body-dropped`: the text is a reason phrase, or has one that may be the row's message.
ANY_HINT = "any"

# These stand in a text by the status alone, as a reason phrase or a class name, and show nothing of the body.
PHRASES = [reason.replace(" ", "").lower() for reason in cases.REASONS.values()]
# Such a phrase as the value of a field is the body's.
MESSAGE_FIELD = re.compile(rf"[mM]essage['\"]*\s*:\s*['\"]({'|'.join(cases.REASONS.values())})")
EMPTY_ERROR_OBJECT = re.compile(r"type['\"\\]*\s*:\s*['\"\\]*BadRequest")


def wanted(row, shape: str, status: int, text: str, rows: list) -> dict:
    """The ids of the acceptable entries, and the hint that has to be given."""
    if shape == cases.EMPTY:
        return answer([], EMPTY_ERROR if EMPTY_ERROR_OBJECT.search(text) else dropped(status, text))
    if shape in cases.NO_BODY:
        return answer([])
    plain = folded(text)
    if folded(row.message) in plain and not is_phrase(row.message):
        return answer([row.id])
    if row.code in plain and not is_phrase(row.code):
        return answer([other.id for other in rows if other.code == row.code])
    if row.message in plain:
        return answer([row.id], None if MESSAGE_FIELD.search(plain) else ANY_HINT)
    return answer([], dropped(status, text))


def dropped(status: int, text: str):
    """The hint, unless the text does not even show that there was an answer."""
    reason = cases.REASONS[status]
    if text == reason:
        return ANY_HINT
    return BODY_DROPPED if str(status) in text or reason in text else None


def answer(expect: list, hint=None) -> dict:
    return {"expect": expect, "hint": hint}


def is_phrase(text: str) -> bool:
    """Also of the table's `Request Timeou`."""
    return any(phrase.startswith(text.replace(" ", "").lower()) for phrase in PHRASES)


def folded(text: str) -> str:
    """Without the escapes of JSON and Python, and with single spaces."""
    return re.sub(r"\s+", " ", text.replace("\\n", " ").replace("\\", ""))
