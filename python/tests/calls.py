"""How programs call the API with each client. All of these calls fail."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

MESSAGES: Any = [{"role": "user", "content": "Hello"}]


@dataclass(frozen=True)
class Settings:
    port: int
    timeout: float = 10.0
    key: str = "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7dE9f"
    model: str = "ep-2wt0ee-1785658859439536998"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/gateway/v1/endpoints"

    @property
    def anthropic_url(self) -> str:
        return f"{self.url}/{self.model}/claude-code-proxy"


def openai_options(s: Settings) -> dict[str, Any]:
    return {"base_url": s.url, "api_key": s.key, "max_retries": 0, "timeout": s.timeout}


def openai(s: Settings, stream: bool) -> object:
    import openai

    with openai.OpenAI(**openai_options(s)) as client:
        answer = client.chat.completions.create(model=s.model, messages=MESSAGES, stream=stream)
        return list(answer) if stream else answer


async def openai_async(s: Settings, stream: bool) -> object:
    import openai

    async with openai.AsyncOpenAI(**openai_options(s)) as client:
        answer: Any = await client.chat.completions.create(model=s.model, messages=MESSAGES, stream=stream)
        return [chunk async for chunk in answer] if stream else answer


def anthropic_options(s: Settings) -> dict[str, Any]:
    return {"base_url": s.anthropic_url, "api_key": s.key, "max_retries": 0, "timeout": s.timeout}


def anthropic(s: Settings, stream: bool) -> object:
    import anthropic

    with anthropic.Anthropic(**anthropic_options(s)) as client:
        answer: Any = client.messages.create(model=s.model, messages=MESSAGES, max_tokens=64, stream=stream)
        return list(answer) if stream else answer


async def anthropic_async(s: Settings, stream: bool) -> object:
    import anthropic

    async with anthropic.AsyncAnthropic(**anthropic_options(s)) as client:
        answer: Any = await client.messages.create(model=s.model, messages=MESSAGES, max_tokens=64, stream=stream)
        return [event async for event in answer] if stream else answer


def litellm_options(s: Settings, stream: bool) -> dict[str, Any]:
    return {
        "model": f"openai/{s.model}",
        "api_base": s.url,
        "api_key": s.key,
        "messages": MESSAGES,
        "stream": stream,
        "timeout": s.timeout,
        "max_retries": 0,
        "num_retries": 0,
    }


def litellm(s: Settings, stream: bool) -> object:
    import litellm

    answer: Any = litellm.completion(**litellm_options(s, stream))
    return list(answer) if stream else answer


async def litellm_async(s: Settings, stream: bool) -> object:
    import litellm

    answer: Any = await litellm.acompletion(**litellm_options(s, stream))
    return [chunk async for chunk in answer] if stream else answer


def litellm_anthropic(s: Settings, stream: bool) -> object:
    import litellm

    options = litellm_options(s, stream) | {"model": f"anthropic/{s.model}", "api_base": s.anthropic_url}
    answer: Any = litellm.completion(**options)
    return list(answer) if stream else answer


def langchain_model(s: Settings) -> Any:
    from langchain_openai import ChatOpenAI

    return ChatOpenAI(model=s.model, base_url=s.url, api_key=s.key, max_retries=0, timeout=s.timeout)


def langchain(s: Settings, stream: bool) -> object:
    model = langchain_model(s)
    return list(model.stream("Hello")) if stream else model.invoke("Hello")


async def langchain_async(s: Settings, stream: bool) -> object:
    model = langchain_model(s)
    return [chunk async for chunk in model.astream("Hello")] if stream else await model.ainvoke("Hello")


def request(s: Settings) -> dict[str, Any]:
    return {
        "url": f"{s.url}/chat/completions",
        "headers": {"Authorization": f"Bearer {s.key}"},
        "json": {"model": s.model, "messages": MESSAGES},
        "timeout": s.timeout,
    }


def httpx(s: Settings, stream: bool) -> object:
    import httpx

    return httpx.post(**request(s)).raise_for_status().json()


async def httpx_async(s: Settings, stream: bool) -> object:
    import httpx

    async with httpx.AsyncClient() as client:
        return (await client.post(**request(s))).raise_for_status().json()


def requests(s: Settings, stream: bool) -> object:
    import requests

    response = requests.post(**request(s))
    response.raise_for_status()
    return response.json()


async def aiohttp(s: Settings, stream: bool) -> object:
    import aiohttp

    options = request(s) | {"timeout": aiohttp.ClientTimeout(s.timeout)}
    async with aiohttp.ClientSession() as session, session.post(**options) as response:
        response.raise_for_status()
        return await response.json()


# name: the package, the call, and whether it reads streams
CLIENTS: dict[str, tuple[str, Callable[[Settings, bool], Any], bool]] = {
    "openai": ("openai", openai, True),
    "openai-async": ("openai", openai_async, True),
    "anthropic": ("anthropic", anthropic, True),
    "anthropic-async": ("anthropic", anthropic_async, True),
    "litellm": ("litellm", litellm, True),
    "litellm-async": ("litellm", litellm_async, True),
    "litellm-anthropic": ("litellm", litellm_anthropic, True),
    "langchain-openai": ("langchain_openai", langchain, True),
    "langchain-openai-async": ("langchain_openai", langchain_async, True),
    "httpx": ("httpx", httpx, False),
    "httpx-async": ("httpx", httpx_async, False),
    "requests": ("requests", requests, False),
    "aiohttp": ("aiohttp", aiohttp, False),
}


# One for all calls: langchain keeps a client, and that its connections, from call to call.
LOOP = asyncio.new_event_loop()


def failure(call: Callable[[Settings, bool], Any], settings: Settings, stream: bool) -> Exception | None:
    """What the call raises, if anything."""
    try:
        if asyncio.iscoroutinefunction(call):
            LOOP.run_until_complete(call(settings, stream))
        else:
            call(settings, stream)
    except Exception as error:
        return error
    return None
