"""Calls one client for each case and prints its exception in the ways that programs do.

Reads one JSON document from standard input and writes a JSON line for each print to standard output.
"""

import importlib.metadata
import io
import json
import logging
import os
import sys
import tempfile
import traceback
import urllib.request

MESSAGES = [{"role": "user", "content": "Hello"}]


def ask_openai(settings, stream):
    import openai

    client = openai.OpenAI(
        base_url=settings["openai_url"], api_key=settings["key"], max_retries=0, timeout=settings["timeout"]
    )
    answer = client.chat.completions.create(model=settings["model"], messages=MESSAGES, stream=stream)
    return list(answer) if stream else answer


def ask_anthropic(settings, stream):
    import anthropic

    client = anthropic.Anthropic(
        base_url=settings["anthropic_url"], api_key=settings["key"], max_retries=0, timeout=settings["timeout"]
    )
    answer = client.messages.create(model=settings["model"], messages=MESSAGES, max_tokens=64, stream=stream)
    return list(answer) if stream else answer


def ask_litellm(settings, stream, provider="openai", url="openai_url"):
    import litellm

    answer = litellm.completion(
        model=f"{provider}/{settings['model']}",
        api_base=settings[url],
        api_key=settings["key"],
        messages=MESSAGES,
        stream=stream,
        timeout=settings["timeout"],
        max_retries=0,
        num_retries=0,
    )
    return list(answer) if stream else answer


def ask_litellm_anthropic(settings, stream):
    return ask_litellm(settings, stream, "anthropic", "anthropic_url")


def ask_langchain_openai(settings, stream):
    from langchain_openai import ChatOpenAI

    llm = ChatOpenAI(
        model=settings["model"],
        base_url=settings["openai_url"],
        api_key=settings["key"],
        max_retries=0,
        timeout=settings["timeout"],
    )
    return list(llm.stream("Hello")) if stream else llm.invoke("Hello")


def ask_httpx(settings, stream):
    import httpx

    response = httpx.post(
        settings["openai_url"] + "/chat/completions",
        headers={"Authorization": f"Bearer {settings['key']}"},
        json={"model": settings["model"], "messages": MESSAGES},
        timeout=settings["timeout"],
    )
    response.raise_for_status()
    return response.json()


def ask_requests(settings, stream):
    import requests

    response = requests.post(
        settings["openai_url"] + "/chat/completions",
        headers={"Authorization": f"Bearer {settings['key']}"},
        json={"model": settings["model"], "messages": MESSAGES},
        timeout=settings["timeout"],
    )
    response.raise_for_status()
    return response.json()


# name of the client: its package, the call, and whether it reads streams
CLIENTS = {
    "openai": ("openai", ask_openai, True),
    "anthropic": ("anthropic", ask_anthropic, True),
    "litellm": ("litellm", ask_litellm, True),
    "litellm-anthropic": ("litellm", ask_litellm_anthropic, True),
    "langchain-openai": ("langchain-openai", ask_langchain_openai, True),
    "httpx": ("httpx", ask_httpx, False),
    "requests": ("requests", ask_requests, False),
}
# How many of its prints are kept of a case, as in `cases.py`.
LINES, ALL = 1, 2


def main():
    job = json.load(sys.stdin)
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    # What a client prints of its own belongs to its uncaught print only.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    package, ask, reads_streams = CLIENTS[job["client"]]
    version = importlib.metadata.version(package)
    for case in job["cases"]:
        if is_stream(case) and not reads_streams:
            continue
        put(job["control_url"], case)
        settings = job["refused" if case["shape"] == "refused" else "settings"]
        for form, text in prints(ask, settings, case):
            record = {"version": version, "row": case["row"], "shape": case["shape"], "status": case["status"]}
            print(json.dumps(record | {"form": form, "text": text}), file=out, flush=True)


def is_stream(case):
    return case["shape"].endswith("stream")


def put(url, case):
    request = urllib.request.Request(url, json.dumps(case).encode(), method="PUT")
    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request).close()


def prints(ask, settings, case):
    """Each way of printing, and what it printed; none if the client raised nothing."""
    try:
        ask(settings, is_stream(case))
        return
    except Exception as e:
        yield "str", str(e)
        if case["detail"] >= LINES:
            yield from lines(e)
        if case["detail"] == ALL:
            yield "logged", logged(lambda log: log.exception("request failed"))
    if case["detail"] == ALL:
        yield "uncaught", uncaught(ask, settings, is_stream(case))


def lines(e):
    yield "fstring", f"Error: {e}"
    yield "repr", repr(e)
    yield "class", "".join(traceback.format_exception_only(e))
    yield "log-line", logged(lambda log: log.error("request failed: %s", e))
    yield "json-log", json.dumps({"level": "error", "msg": "request failed", "error": str(e)})
    if getattr(e, "body", None) is not None:
        yield "body", str(e.body)


def logged(write):
    """What the logging module writes in its usual format."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    log = logging.getLogger("app")
    log.handlers, log.propagate = [handler], False
    write(log)
    return lines.getvalue()


def uncaught(ask, settings, stream):
    """What a process that dies of the exception leaves on the screen."""
    with tempfile.TemporaryFile() as screen:
        child = os.fork()
        if child == 0:
            os.dup2(screen.fileno(), 1)
            os.dup2(screen.fileno(), 2)
            try:
                ask(settings, stream)
            except Exception:
                sys.stdout.flush()
                sys.excepthook(*sys.exc_info())
            finally:
                sys.stderr.flush()
                os._exit(1)
        os.waitpid(child, 0)
        screen.seek(0)
        return screen.read().decode()


if __name__ == "__main__":
    main()
