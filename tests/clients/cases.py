"""What the local server can answer: every official row in every shape, and the failures that have no body."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

OFFICIAL = Path(__file__).resolve().parent.parent / "official" / "error-codes.tsv"

# The values of `tests/corpus`; the key is made up.
API_KEY = "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7dE9f"
ENDPOINT = "ep-2wt0ee-1785658859439536998"
REQUEST_ID = "req-k3v9qa-1795417200123456789"
EDGE_REQUEST_ID = "779534718492429396"
PLACEHOLDERS = {
    "{CustomerId}": "20012345",
    "{Action}": "ChatCompletions",
    "{Apikey}": API_KEY,
    "The xxx parameter": "The messages parameter",
}

REASONS = {
    200: "OK",
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    408: "Request Timeout",
    413: "Payload Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
}

SHAPES = ("openai", "anthropic", "edge")
# A frame within an answer of status 200; STREAM is in the dialect of the API that was asked.
STREAM, EDGE_STREAM = "stream", "edge-stream"
STREAMS = (STREAM, EDGE_STREAM)
# Failures without a body of the table.
EMPTY, CLOSED, CUT, TIMEOUT, REFUSED = "empty", "closed", "cut", "timeout", "refused"
NO_BODY = (CLOSED, CUT, TIMEOUT, REFUSED)

# How many of its prints are kept of a case.
MESSAGE, LINES, ALL = 0, 1, 2


@dataclass(frozen=True)
class Row:
    """A row of the official table, its placeholders filled in."""

    id: str
    status: int
    code: str
    message: str

    @property
    def type(self) -> str:
        return REASONS.get(self.status, "").replace(" ", "")


def rows() -> list[Row]:
    with OFFICIAL.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Row(row["id"], int(row["status"]), row["code"], filled(row["message"])) for row in table]


def filled(message: str) -> str:
    for placeholder, value in PLACEHOLDERS.items():
        message = message.replace(placeholder, value)
    return message


def has_body(row: Row) -> bool:
    """The two rows of a lost connection are never sent: there, the connection is closed."""
    return row.status >= 400


def all_cases() -> list[dict]:
    """The message of every row in every shape; every row once in all forms of a line, every fourth one in all forms.

    More would differ in the message alone, and make the outputs several times as large.
    """
    all_of_them = []
    for number, row in enumerate(filter(has_body, rows())):
        detail = ALL if number % 4 == 0 else LINES
        chosen = SHAPES[number % len(SHAPES)]
        all_of_them += [case(row.id, shape, row.status, detail if shape == chosen else MESSAGE) for shape in SHAPES]
        all_of_them.append(case(row.id, STREAMS[number % 2], 200, ALL if number < len(STREAMS) else MESSAGE))
    all_of_them += [
        case(None, EMPTY, 400, LINES),
        case("disconnected-no-content", CLOSED, 0, ALL),
        case("client-closed-request", CUT, 200, LINES),
        case(None, TIMEOUT, 0, ALL),
        case(None, REFUSED, 0, LINES),
    ]
    return all_of_them


def case(row: str | None, shape: str, status: int, detail: int) -> dict:
    return {"row": row, "shape": shape, "status": status, "detail": detail}


def body(row: Row | None, shape: str, asked_as_anthropic: bool) -> str:
    """The body of a row in a shape, or the one frame of a stream that carries it."""
    if row is None:
        content = {"error": {"type": "BadRequest"}}
    elif shape == "openai" or shape == STREAM and not asked_as_anthropic:
        content = {"error": {"message": row.message, "type": row.type, "param": "", "code": row.code}}
    elif shape == "anthropic" or shape == STREAM:
        content = {
            "type": "error",
            "error": {"type": row.type, "message": row.message},
            "request_id": REQUEST_ID,
        }
    else:
        content = {
            "request_id": EDGE_REQUEST_ID,
            "ResponseMeta": {"RequestId": EDGE_REQUEST_ID, "ErrorCode": row.code, "ErrorMessage": row.message},
        }
    return json.dumps(content, separators=(",", ":"))
