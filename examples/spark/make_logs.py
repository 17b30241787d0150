#!/usr/bin/env python3
"""usage: make_logs.py DIRECTORY

Writes a few small logs of all that makes two readers of lines disagree."""

import gzip
import json
import random
import sys
from pathlib import Path

chance = random.Random(1)


def time():
    # Of two zones.
    clock = f"2026-11-23T{chance.randrange(5, 10):02}:{chance.randrange(60):02}:00"
    return clock + chance.choice(["Z", "+08:00"])


def quiet():
    return f"{time()} INFO chat completion ok, {chance.randrange(9000)} ms, 你好"


def body(code, message):
    return json.dumps({"error": {"message": message, "type": "error", "code": code}}, separators=(",", ":"))


def error():
    # More customers than a summary tells, some of them equally frequent.
    customer = 20012345 + min(chance.randrange(30), chance.randrange(30))
    return chance.choice([
        body("Forbidden.InsufficientBalance", "The balance is insufficient."),
        body("TooManyRequests", "Too many requests."),
        body("Forbidden", f"Customer:{customer} is frozen, not allow to access action: ChatCompletions"),
        body("InvalidArgument.MissingRequiredParameter",
             f"The {chance.choice(['model', 'messages'])} parameter is required."),
    ])


def line():
    if chance.random() > 0.1:
        return quiet()
    return chance.choice([
        f"{time()} {error()}",
        f"{time()} ERROR upstream said {error()} after 3 attempts",
        json.dumps({"level": "error", "ts": time(), "status": 403, "body": error()}),
    ])


def log(end):
    return end.join([line() for _ in range(1000)] + [""]).encode()


def main(directory):
    frozen = body("Forbidden.Frozen", "User has been frozen.")
    busy = body("TooManyRequests", "Too many requests.")
    logs = {
        "unix.log": log("\n"),
        "windows.log": log("\r\n"),
        "rotated.log.gz": gzip.compress(log("\n")),
        "quiet.log": "\n".join(quiet() for _ in range(500)).encode(),
        "empty.log": b"",
        # One line for wqerr, with one error.
        "progress.log": f"10%\r50%\r{busy}\r{busy}\r100%\n".encode(),
        "two.log": f"first {frozen}, then {busy}".encode(),
        "bytes.log": b"\xff\xfe caf\xe9 " + frozen.encode() + b" \xe2\x82\n\n"
        + body("InvalidArgument.MissingRequiredParameter", "The mod?l parameter is required.").encode().replace(b"?", b"\xe8"),
    }
    directory.mkdir()
    for name, content in logs.items():
        (directory / name).write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
