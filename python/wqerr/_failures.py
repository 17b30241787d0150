"""What exceptions and responses of clients have: body, status, headers, address and text.

Everything is read by the names of attributes, so no client has to be installed. Objects may be of any kind and do
anything: what cannot be read is not there, and nothing is read from a network.
"""

from __future__ import annotations

from itertools import islice

from ._record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from typing_extensions import TypeGuard

# As much as is examined of a body or a text, in bytes or characters: several times as much as any error has.
LIMIT = 256 << 10
# So much of it is the end; the last lines of a text often are those that matter.
TAIL = LIMIT // 4
MAX_HEADERS = 64
MAX_HEADER = 1 << 10
MAX_NOTES = 16

# Headers that say nothing of an error, in any response.
SILENT_HEADERS = frozenset(
    "accept-ranges age alt-svc cache-control connection content-encoding content-language content-length content-type "
    "date etag expires keep-alive last-modified pragma set-cookie strict-transport-security transfer-encoding vary".split()
)
STATUS_NAMES = ("status_code", "status", "http_status", "code")
BODY_NAMES = ("body", "response_body", "json_body")
HTTP_STATUSES = range(100, 600)


class Failure(Record):
    """What is known of a failed call."""

    source: object
    body: bytes
    status: int | None
    headers: list[tuple[str, str]]

    def text(self) -> bytes:
        """What the end of a traceback says, or what else prints as text."""
        source = self.source
        return _encoded(_text(source) if isinstance(source, BaseException) else _string(source))


def of_exception(error: BaseException) -> Failure:
    """What an exception, and the response that it carries, say."""
    response = attribute(error, "response")
    carriers = [error] if response is None else [response, error]
    # botocore's response is the decoded body.
    body = of_body(_content(response)) or of_body(response)
    for name in BODY_NAMES:
        body = body or of_body(attribute(error, name))
    return Failure(source=error, body=body, status=_status(carriers), headers=_headers(carriers))


def of_object(value: object) -> Failure:
    """The same of what is no exception, such as a response."""
    return Failure(source=value, body=of_body(_content(value)), status=_status([value]), headers=_headers([value]))


def of_body(body: object) -> bytes:
    """A body, decoded or not, as bytes; none if it is not a body."""
    try:
        if isinstance(body, (bytes, bytearray, memoryview)):
            return bytes(body) if len(body) <= LIMIT else bytes(body[: LIMIT - TAIL]) + b"\n" + bytes(body[-TAIL:])
        if isinstance(body, str):
            return _encoded(body)
        if is_mapping(body) or isinstance(body, (list, tuple)):
            return _encoded(_json(body))
    except Exception:  # a subclass can fail in any way
        pass
    return b""


def is_mapping(value: object) -> TypeGuard[Mapping[Any, Any]]:
    """Whether it is a dictionary, or used like one. The class `Mapping` takes longer to import than all of this."""
    return isinstance(value, dict) or hasattr(type(value), "keys") and hasattr(type(value), "__getitem__")


def attribute(value: object, name: str) -> Any:
    """An attribute, if it is there and can be read."""
    try:
        return getattr(value, name, None)
    except Exception:  # a property can fail in any way
        return None


def _content(response: object) -> object:
    """The content of a response, as far as it has been received."""
    # To ask requests for a content that was not read yet would wait for the network.
    if response is None or attribute(response, "_content") is False:
        return None
    content = attribute(response, "content")
    if not isinstance(content, (bytes, bytearray)):
        return attribute(response, "text") if content is None else None
    encoding = attribute(response, "encoding")
    if isinstance(encoding, str) and encoding.lower().replace("_", "-") not in ("utf-8", "utf8", "ascii"):
        try:
            return bytes(content[:LIMIT]).decode(encoding, "replace")
        except LookupError:
            pass
    return content


def _text(error: BaseException) -> str:
    """The class and the text of an exception as a traceback prints them, and its notes."""
    kind = type(error)
    module = "" if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}."
    lines = [f"{module}{kind.__qualname__}: {_string(error)}"]
    # Some clients have a text of their own beside that of the exception.
    message = attribute(error, "message")
    if isinstance(message, str) and message[:LIMIT] not in lines[0]:
        lines.append(message[:LIMIT])
    notes = attribute(error, "__notes__")
    if isinstance(notes, list):
        lines += [note[:LIMIT] for note in notes[:MAX_NOTES] if isinstance(note, str)]
    return "\n".join(lines)


def _string(value: object) -> str:
    try:
        return str(value)
    except Exception:  # so can `__str__`
        return ""


def _encoded(text: str) -> bytes:
    """A text of any length; what UTF-8 does not have (lone surrogates) becomes a question mark."""
    if len(text) > LIMIT:
        text = f"{text[: LIMIT - TAIL]}\n{text[-TAIL:]}"
    return text.encode("utf-8", "replace")


def _json(body: Mapping[Any, Any] | list[Any] | tuple[Any, ...]) -> str:
    import json  # few calls need it

    try:
        return json.dumps(dict(body) if is_mapping(body) else body, ensure_ascii=False, default=str)
    except (TypeError, ValueError):  # keys of other kinds, circles
        return repr(body)


def _status(carriers: Iterable[object]) -> int | None:
    for carrier in carriers:
        for name in STATUS_NAMES:
            status = attribute(carrier, name)
            if isinstance(status, int) and status in HTTP_STATUSES:
                return int(status)
    return None


def _headers(carriers: list[Any]) -> list[tuple[str, str]]:
    """The headers of the response, and the address that was asked, in the words of a browser."""
    headers: list[tuple[str, str]] = []
    for carrier in carriers:
        try:
            for key, value in islice(attribute(carrier, "headers").items(), MAX_HEADERS):
                name = _header(key)
                if name.lower() not in SILENT_HEADERS:
                    headers.append((name, _header(value)))
            break
        except Exception:  # no headers, or of a kind that nobody knows
            continue
    url = next(filter(None, map(_url, carriers)), None)
    return [*headers, ("Request URL", url)] if url else headers


def _header(text: object) -> str:
    if isinstance(text, (bytes, bytearray)):
        return bytes(text[:MAX_HEADER]).decode("latin-1")
    return _unicode(str(text)[:MAX_HEADER])


def _url(carrier: object) -> str | None:
    request_info = attribute(carrier, "request_info")
    for owner, name in ((carrier, "url"), (attribute(carrier, "request"), "url"), (request_info, "real_url")):
        url = _string(attribute(owner, name))[:MAX_HEADER] if owner is not None else ""
        if url.startswith(("http://", "https://")):
            return _unicode(url)
    return None


def _unicode(text: str) -> str:
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
