"""The one door to a provider: the only room that knows openai.

From the inside out: the SDK (which never retries), the books, the limits, the server's dialect,
the attempts, then instructor with its re-asks. Each has one job.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import aiohttp
import httpx2
import openai
from openai.types.chat import ChatCompletion

from summarizer.brief import Usage, Wire
from summarizer.errors import OutputError
from summarizer.model.answers import Ask, Asker
from summarizer.model.cache import Store
from summarizer.model.failures import Fault, Kind, Scene, failed
from summarizer.model.known import Known
from summarizer.model.ledger import Account, Ledger
from summarizer.model.pace import Budget, Limiter
from summarizer.model.prompts import Message
from summarizer.model.retry import Failed, persist, retry_after
from summarizer.model.window import Size, check_read, room, size
from summarizer.settings import Endpoint, Settings

W = TypeVar("W", bound=Wire)


class Door:
    """Requests to one model on one server, from one event loop."""

    def __init__(
        self,
        settings: Settings,
        endpoint: Endpoint,
        store: Store,
        ledger: Ledger,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self._settings = settings
        self._endpoint = endpoint
        self._ledger = ledger
        self._limiter = Limiter(settings.concurrency)
        self._requests = Budget(settings.requests_per_minute)
        self._tokens = Budget(settings.tokens_per_minute)
        self._known = Known(settings, endpoint, store)

        connections = max(settings.concurrency, 20)
        # The aiohttp transport takes 0.6 ms a call and 5 MB less than the default one. instructor
        # and openai have imported aiohttp anyway.
        self._http = openai.DefaultAioHttpClient(
            # The default pool keeps 100 connections and opens the rest anew for every call.
            limits=httpx2.Limits(
                max_connections=connections, max_keepalive_connections=connections
            ),
            # A proxy of the environment cannot reach a server on this machine.
            trust_env=not endpoint.is_local,
            transport=transport,
        )
        # openai reads organisation and project from the environment, and would send them anywhere.
        own = endpoint.preset == "openai"
        self._openai = openai.AsyncOpenAI(
            base_url=endpoint.base_url,
            api_key=endpoint.api_key or "none",
            max_retries=0,
            timeout=httpx2.Timeout(settings.timeout, connect=min(5.0, settings.timeout)),
            http_client=self._http,
            default_headers=None
            if own
            else {"OpenAI-Organization": openai.Omit(), "OpenAI-Project": openai.Omit()},  # type: ignore[dict-item]  # Omit removes a header
        )
        self._asker = Asker(self._send, settings.reasks)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._openai.close()

    async def complete(self, messages: Sequence[Message], model: type[W], account: Account) -> W:
        """The model's answer, valid for `model`; counted in `account`.

        Raises ModelError and its family, BudgetError, TooLong.
        """
        limit = room(
            _size_of(messages),
            self._settings.max_output_tokens,
            await self._known.window(self._http),
            self._known.ratio,
            repr(self._endpoint.model),
        )
        request: dict[str, Any] = {
            "model": self._endpoint.model,
            "messages": list(messages),
            "max_tokens": limit,
            "temperature": self._settings.temperature,
        }
        if self._endpoint.preset in ("llama-server", "vllm"):
            # A thinking model spends the whole answer on thoughts before the grammar sets in.
            request["chat_template_kwargs"] = {"enable_thinking": False}
        return await self._asker.answer(model, request, account)

    # ------------------------------------------------------------ one request, several attempts

    async def _send(self, *, ask: Ask, **request: Any) -> Any:
        """What instructor takes for the provider's `create`: every attempt of one request."""
        sent = _size_of(request["messages"])
        ask.account.requests += 1

        async def attempt() -> Any:
            return await self._attempt(request, ask, sent)

        return await persist(attempt, self._settings, self._limiter)

    async def _attempt(self, request: dict[str, Any], ask: Ask, sent: Size) -> Any:
        """One attempt, said again more simply as long as the server objects to the form."""
        while True:
            dialect = self._known.dialect
            try:
                completion = await self._metered(
                    dialect.phrase(request, ask.card), ask.account, sent
                )
            except Failed as failure:
                if not self._known.refused(dialect, failure.words):
                    raise
            else:
                self._known.understood(dialect)
                return completion

    async def _metered(self, request: dict[str, Any], account: Account, sent: Size) -> Any:
        """One HTTP request, within every limit and in the books."""
        output = request.get("max_tokens") or request["max_completion_tokens"]
        expected = self._known.ratio.tokens(sent) + output // 4
        await self._requests.take(1)
        await self._tokens.take(expected)
        crowd = await self._limiter.enter()
        try:
            # Near the ceiling requests go one by one, as those in flight turn out cheaper.
            while (held := self._ledger.hold(sent.most, output)) is None:
                await asyncio.sleep(0.02)
            cost: float | None = 0.0
            try:
                account.attempts += 1
                completion = await self._call(request)
                usage, cost = self._usage(completion)
                account.add(usage, cost)
            except Failed as failure:
                if failure.refused or failure.timed_out:
                    # A pause too long to wait for ends this article; it must not hold up others.
                    wait = failure.wait or 0.0
                    self._limiter.refused(crowd, wait * (wait <= self._settings.longest_wait))
                if failure.maybe_billed:
                    account.add(None, cost := None)
                self._tokens.settle(expected, 0)
                raise
            except BaseException:
                cost = None  # cancelled in flight: the server may bill it
                raise
            finally:
                self._ledger.settle(held, cost)
        finally:
            self._limiter.leave()
        self._limiter.coped(crowd)
        if usage is not None:
            self._tokens.settle(expected, usage.input_tokens + usage.output_tokens)
            check_read(sent, usage.input_tokens, self._scene().server)
            self._known.counted(sent, usage.input_tokens)
        return completion

    async def _call(self, request: dict[str, Any]) -> Any:
        """The SDK's own call; every way it can fail becomes a Failed."""
        try:
            # The same request as `chat.completions.create`, whose walk over every schema node and
            # whose imports cost more than all the rest: 0.6 ms a call and 15 MB.
            completion = await self._openai.post(
                "/chat/completions", cast_to=ChatCompletion, body=request
            )
        except openai.APIConnectionError as error:
            cause = error.__cause__
            if not isinstance(cause, (httpx2.HTTPError, OSError)):
                raise cause or error from None  # openai calls any exception a connection error
            fault = Fault(_failure_of(cause))
        except httpx2.HTTPError:
            # openai 3.3 lets a break in the middle of a body through as it is.
            fault = Fault("broken")
        except openai.APIStatusError as error:
            fault = Fault(
                "status",
                error.status_code,
                _words(error.body) or error.response.text[:500],
                retry_after(error.response.headers),
            )
        except (json.JSONDecodeError, openai.APIResponseValidationError):
            fault = Fault("not_json", words="not JSON")
        else:
            return self._checked(completion, request)
        raise failed(fault, self._scene(request)) from None

    def _checked(self, completion: Any, request: dict[str, Any]) -> Any:
        """A 200 that holds an answer; HTML, an error and an empty list of choices do not."""
        if isinstance(completion, str):
            kind = "a web page" if "<html" in completion[:2000].lower() else "text"
            raise failed(Fault("not_json", words=kind), self._scene(request))
        if error := getattr(completion, "error", None):
            code = error.get("code") if isinstance(error, dict) else None
            status = code if isinstance(code, int) and 400 <= code < 600 else 500
            raise failed(Fault("status", status, _words({"error": error})), self._scene(request))
        known = isinstance(completion, ChatCompletion) and completion.choices
        if not known or getattr(completion.choices[0], "message", None) is None:
            raise Failed(
                OutputError(
                    f"{self._scene().server} sent an answer without choices",
                    hint="try again, or use another model",
                )
            )
        return completion

    def _scene(self, request: Mapping[str, Any] | None = None) -> Scene:
        text = " ".join(m["content"] for m in request["messages"]) if request else ""
        return Scene(
            self._endpoint, self._settings.timeout, self._limiter.answered_at > float("-inf"), text
        )

    def _usage(self, completion: Any) -> tuple[Usage | None, float | None]:
        """Tokens and dollars of one answer, read before instructor adds re-asks up in place."""
        told = completion.usage
        counts = [_count(told, name) for name in ("prompt_tokens", "completion_tokens")]
        if not counts[0]:
            return None, None
        cached = _count(getattr(told, "prompt_tokens_details", None), "cached_tokens")
        usage = Usage(input_tokens=counts[0], output_tokens=counts[1], cached_tokens=cached)
        if self._ledger.price is not None:
            return usage, self._ledger.price.of(usage)
        # OpenRouter bills what no table can know, and says so.
        billed = getattr(told, "cost", None) if self._endpoint.preset == "openrouter" else None
        return usage, float(billed) if isinstance(billed, float | int) else None


def _count(told: object, name: str) -> int:
    """A number of tokens; 0 for whatever else a server puts there."""
    value = getattr(told, name, None)
    return value if isinstance(value, int) and value > 0 else 0


def _failure_of(cause: BaseException) -> Kind:
    """What became of a connection."""
    origin = cause.__cause__
    # The aiohttp transport calls whatever befalls a connection a ConnectTimeout.
    if isinstance(origin, aiohttp.ClientConnectorError):
        return "unreachable"
    if isinstance(origin, aiohttp.ClientConnectionError) and not isinstance(origin, TimeoutError):
        return "broken"
    if isinstance(cause, httpx2.ConnectError | httpx2.ConnectTimeout):
        return "unreachable"
    return "timeout" if isinstance(cause, httpx2.TimeoutException) else "broken"


def _size_of(messages: Sequence[Message]) -> Size:
    total = Size(0, 0, 0)
    for message in messages:
        total = total + size(message["content"])
    return total


def _words(body: object) -> str:
    """The message and code of an error body, whatever shape the server gives it."""
    error = body.get("error", body) if isinstance(body, dict) else body
    if isinstance(error, dict):
        parts = [error.get(k) for k in ("message", "detail", "code", "type", "param")]
        return " ".join(str(part) for part in parts if part)[:1000]
    return str(error)[:1000] if error else ""
