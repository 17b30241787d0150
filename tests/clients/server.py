"""A server on the loopback interface that answers every request with the case that was set last."""

import json
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import cases

# The time of REQUEST_ID; a fixed one, so that outputs are the same on every day.
DATE = "Mon, 23 Nov 2026 07:00:00 GMT"
# Longer than the clients wait (CLIENT_TIMEOUT in `run`).
ANSWER_DELAY = 3.0

OPENAI_CHUNK = {
    "id": "chatcmpl-1",
    "object": "chat.completion.chunk",
    "created": 1795417200,
    "model": cases.ENDPOINT,
    "choices": [{"index": 0, "delta": {"role": "assistant", "content": "Hel"}, "finish_reason": None}],
}
ANTHROPIC_START = {
    "type": "message_start",
    "message": {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": cases.ENDPOINT,
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": {"input_tokens": 1, "output_tokens": 1},
    },
}


class Server:
    """Runs in threads of its own until `close`."""

    def __init__(self):
        self.case = None
        self.rows = {row.id: row for row in cases.rows()}
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(self))
        self.http.daemon_threads = True
        # Bound and never listening: whoever connects is refused, and nobody else can take the port.
        self.refusing = socket.socket()
        self.refusing.bind(("127.0.0.1", 0))
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        return self.http.server_port

    @property
    def refusing_port(self) -> int:
        return self.refusing.getsockname()[1]

    def close(self):
        self.http.shutdown()
        self.http.server_close()
        self.refusing.close()


def handler_of(server: Server):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_PUT(self):
            """The next case, from the program that runs the clients."""
            server.case = json.loads(self.read_body())
            self.answer(204, "No Content", "text/plain", b"")

        def do_POST(self):
            self.read_body()
            case = server.case
            row = server.rows.get(case["row"])
            shape = case["shape"]
            as_anthropic = self.path.endswith("/messages")
            if shape == cases.TIMEOUT:
                time.sleep(ANSWER_DELAY)
                self.close_connection = True
            elif shape == cases.CLOSED:
                self.close_connection = True
            elif shape == cases.CUT:
                half = json.dumps({"id": "chatcmpl-1", "choices": []})
                self.answer(200, "OK", "application/json", half.encode(), announced=4096)
                self.close_connection = True
            elif shape in cases.STREAMS:
                frames = stream(case.get("body") or cases.body(row, shape, as_anthropic), as_anthropic)
                self.answer(200, "OK", "text/event-stream", frames.encode())
            else:
                status = case["status"]
                content = (case.get("body") or cases.body(row, shape, as_anthropic)).encode()
                self.answer(status, cases.REASONS[status], "application/json", content)

        def read_body(self) -> bytes:
            if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
                return self.rfile.read(int(self.headers.get("Content-Length", 0)))
            content = b""
            while size := int(self.rfile.readline(), 16):
                content += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return content

        def answer(self, status, reason, content_type, content, announced=None):
            self.send_response_only(status, reason)
            self.send_header("Date", DATE)
            for name, value in (server.case or {}).get("headers", {}).items():
                self.send_header(name, value)
            if status != 204:
                self.send_header("Content-Type", content_type)
                self.send_header("Content-Length", str(announced or len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    return Handler


def stream(error: str, as_anthropic: bool) -> str:
    """The beginning of an answer, and then the error as a frame."""
    if as_anthropic:
        return f"event: message_start\ndata: {json.dumps(ANTHROPIC_START)}\n\nevent: error\ndata: {error}\n\n"
    return f": PING\n\ndata: {json.dumps(OPENAI_CHUNK)}\n\ndata: {error}\n\ndata: [DONE]\n\n"
