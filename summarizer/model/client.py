"""The one door to a provider: the only room that knows openai and instructor.

From the inside out: the SDK (which never retries), the server's dialect, the limits, the attempts,
the ledger, then instructor, which sends answers that break the schema back. Each has one job.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, TypeVar

import aiohttp
import httpx2
import instructor
import openai
from instructor.core import IncompleteOutputException, InstructorRetryException
from instructor.v2.core.decorators import register_mode_handler
from instructor.v2.core.providers import Provider
from instructor.v2.providers.openai.handlers import OpenAIJSONSchemaHandler
from openai.types.chat import ChatCompletion
from pydantic import ValidationError

from summarizer.brief import Usage, Wire
from summarizer.errors import Filtered, OutputError, Refused, Truncated
from summarizer.model import prompts, wire
from summarizer.model.cache import Store
from summarizer.model.failures import Fault, Scene, failed
from summarizer.model.known import Known
from summarizer.model.ledger import Account, Ledger
from summarizer.model.pace import Budget, Limiter
from summarizer.model.retry import Failed, persist, retry_after
from summarizer.model.window import Size, check_read, room, size
from summarizer.settings import Endpoint, Settings

W = TypeVar("W", bound=Wire)

# instructor logs validation errors with excerpts of the input, on stderr where nothing is set up.
logging.getLogger("instructor").setLevel(logging.CRITICAL)


class _Unusable(IncompleteOutputException):
    """Carries our error through instructor, which lets this family pass as it is."""

    def __init__(self, error: OutputError) -> None:
        super().__init__(str(error))
        self.error = error


@register_mode_handler(Provider.OPENAI, instructor.Mode.JSON_SCHEMA)
class _Handler(OpenAIJSONSchemaHandler):
    """How instructor asks for, judges and re-asks our wire models; all other models as before."""

    def prepare_request(
        self, response_model: Any, kwargs: dict[str, Any]
    ) -> tuple[Any, dict[str, Any]]:
        if not _is_ours(response_model):
            return super().prepare_request(response_model, kwargs)
        return response_model, {**kwargs, "response_format": wire.response_format(response_model)}

    def parse_response(self, response: Any, response_model: Any, *args: Any, **kwargs: Any) -> Any:
        if not _is_ours(response_model):
            return super().parse_response(response, response_model, *args, **kwargs)
        choice = response.choices[0]
        text = choice.message.content or ""
        if choice.message.refusal:
            raise _Unusable(Refused("the model refuses to answer"))
        if choice.finish_reason == "content_filter":
            raise _Unusable(Filtered("the provider's content filter cut the answer"))
        try:
            return _read(response_model, text)
        except ValidationError:
            # The same request would run into the same limit: the engine asks for the parts.
            if choice.finish_reason == "length":
                raise _Unusable(Truncated("the answer ran into the length limit")) from None
            raise

    def handle_reask(
        self, kwargs: dict[str, Any], response: Any, exception: Exception
    ) -> dict[str, Any]:
        if "ask" not in kwargs:
            return super().handle_reask(kwargs, response, exception)
        # Only the last bad answer goes back: the request stays flat however often it is sent.
        opening = kwargs["messages"][: kwargs["ask"].opening]
        return {
            **kwargs,
            "messages": [
                *opening,
                {"role": "assistant", "content": response.choices[0].message.content or ""},
                {"role": "user", "content": prompts.fill("reask", problems=wire.terse(exception))},
            ],
        }


def _is_ours(model: Any) -> bool:
    return isinstance(model, type) and issubclass(model, Wire)


@cache
def _wrapped(model: type[Wire]) -> Any:
    # instructor builds a class for every call unless it is given one that is already wrapped.
    return instructor.response_schema(model)


def _read(model: type[W], text: str) -> W:
    """An answer as a model; tolerates a fence, thoughts before the object and words after it."""
    try:
        # Not strict: "5" for 5 costs nothing to accept, a re-ask costs a call.
        return model.model_validate_json(text, strict=False)
    except ValidationError as error:
        found = wire.last_object(text)
        if found is None or found == text:
            raise
        try:
            return model.model_validate_json(found, strict=False)
        except ValidationError as inner:
            # An object inside a broken one would be blamed for what is not its fault.
            outermost = text[text.index("{") :].startswith(found)
            raise (inner if outermost else error) from None


@lru_cache(maxsize=1)
def _quicken() -> None:
    """Have instructor look for async validators once per model instead of seven times per call.

    A quarter of its time goes there. Without the private function everything works as before.
    """
    import instructor.v2.core.patch as patch_room
    import instructor.v2.validation.async_validators as validators

    original = getattr(validators, "reject_async_validators", None)
    if original is None:
        return
    look_once = lru_cache(maxsize=64)(original)

    def remembered(model: Any) -> None:
        try:
            look_once(model)
        except TypeError:  # not hashable: looked at every time
            original(model)

    for room_ in (validators, patch_room):
        if hasattr(room_, "reject_async_validators"):
            setattr(room_, "reject_async_validators", remembered)  # noqa: B010 - not its own name


@dataclass(slots=True)
class _Ask:
    """What travels with a request through instructor, and is not sent."""

    account: Account
    card: str
    opening: int
    """How many messages the first request has; what follows is a re-ask."""


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
        _quicken()
        self._settings = settings
        self._endpoint = endpoint
        self._store = store
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
        self._create: Any = instructor.patch(
            create=self._send, mode=instructor.Mode.JSON_SCHEMA, provider=Provider.OPENAI
        )

    async def aclose(self) -> None:
        """Close the connections."""
        await self._openai.close()

    async def complete(
        self, messages: Sequence[prompts.Message], model: type[W], account: Account
    ) -> W:
        """The model's answer, valid for `model`; counted in `account`.

        Raises ModelError and its family, BudgetError, TooLong.
        """
        sent = _size_of(messages)
        limit = room(
            sent,
            self._settings.max_output_tokens,
            await self._known.window(self._http),
            self._known.ratio,
            repr(self._endpoint.model),
        )  # fmt: skip
        account.asks += 1
        try:
            answer = await self._create(
                response_model=_wrapped(model),
                max_retries=self._settings.reasks,
                strict=False,
                # Never `context=`: instructor would run the article through a template engine.
                ask=_Ask(account, prompts.card(wire.schema_text(model)), len(messages)),
                model=self._endpoint.model,
                messages=list(messages),
                max_tokens=limit,
                temperature=self._settings.temperature,
                **self._habits(),
            )
        except _Unusable as unusable:
            raise unusable.error from None
        except InstructorRetryException as wrapped:
            raise self._unwrapped(wrapped) from None
        # A plain instance: the wrapped one keeps the whole completion alive and equals no other.
        return model(**{name: getattr(answer, name) for name in model.model_fields})

    def _habits(self) -> dict[str, Any]:
        """What only this kind of server understands."""
        if self._endpoint.preset in ("llama-server", "vllm"):
            # A thinking model spends the whole answer on thoughts before the grammar sets in.
            return {"chat_template_kwargs": {"enable_thinking": False}}
        return {}

    def _unwrapped(self, wrapped: InstructorRetryException) -> BaseException:
        """instructor wraps whatever `create` raises: our errors, bad answers and bugs alike."""
        cause = wrapped.__cause__ or wrapped
        if not isinstance(cause, (ValidationError, json.JSONDecodeError)):
            return cause
        not_json = not isinstance(cause, ValidationError) or any(
            e["type"] == "json_invalid" for e in cause.errors(include_url=False)
        )
        times = wrapped.n_attempts
        fault = wire.terse(cause, 1).replace("\n", ", ")
        what = "not JSON" if not_json else f"JSON of another shape ({fault})"
        return wire.Misshapen(
            f"{self._endpoint.model!r} gave no usable answer in {times} "
            f"{'try' if times == 1 else 'tries'}: {what}",
            hint="use a more capable model",
        )

    # ------------------------------------------------------------ one request, several attempts

    async def _send(self, *, ask: _Ask, **request: Any) -> Any:
        """What instructor takes for the provider's `create`: every attempt of one request."""
        sent = _size_of(request["messages"])
        ask.account.requests += 1

        async def attempt() -> Any:
            return await self._attempt(request, ask, sent)

        return await persist(attempt, self._settings, self._limiter)

    async def _attempt(self, request: dict[str, Any], ask: _Ask, sent: Size) -> Any:
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
            held = self._ledger.hold(sent.most, output)
            cost: float | None = 0.0
            try:
                account.attempts += 1
                completion = await self._call(request)
                usage, cost = self._usage(completion)
                account.add(usage, cost)
            except Failed as failure:
                if failure.refused or failure.timed_out:
                    self._limiter.refused(crowd)
                if failure.maybe_billed:
                    account.add(None, cost := None)
                raise
            except BaseException:
                cost = None  # cancelled in flight: the server may bill it
                raise
            finally:
                self._ledger.settle(held, cost)
        finally:
            self._limiter.leave()
        self._limiter.coped(crowd)
        counted = completion.usage.prompt_tokens if usage else 0
        self._tokens.settle(expected, counted + (usage.output_tokens if usage else 0) or expected)
        if counted:
            check_read(sent, counted, self._known.ratio, self._scene().server)
            self._known.counted(sent, counted)
        return completion

    async def _call(self, request: dict[str, Any]) -> Any:
        """The SDK's own call; every way it can fail becomes a Failed."""
        try:
            # The same request as `chat.completions.create`, whose walk over every schema node and
            # whose imports cost more than all the rest: 0.6 ms a call and 15 MB.
            completion = await self._openai.post(
                "/chat/completions", cast_to=ChatCompletion, body=request
            )
        except openai.APITimeoutError as error:
            fault = Fault("broken" if _was_cut(error) else "timeout")
        except openai.APIConnectionError as error:
            cause = error.__cause__
            if not isinstance(cause, (httpx2.HTTPError, OSError)):
                raise cause or error from None  # openai calls any exception a connection error
            fault = Fault("unreachable" if isinstance(cause, httpx2.ConnectError) else "broken")
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
        if not known or completion.choices[0].message is None:
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
        if told is None or not told.prompt_tokens:
            return None, None
        details = getattr(told, "prompt_tokens_details", None)
        usage = Usage(
            input_tokens=told.prompt_tokens,
            output_tokens=told.completion_tokens or 0,
            cached_tokens=(details and details.cached_tokens) or 0,
        )
        if self._ledger.price is not None:
            return usage, self._ledger.price.of(usage)
        billed = getattr(told, "cost", None)
        own = self._endpoint.preset == "openrouter" and isinstance(billed, float | int)
        return usage, float(billed) if own and billed is not None else None


def _was_cut(error: BaseException) -> bool:
    """The connection broke. The aiohttp transport reports that as a timeout, too."""
    origin = error.__cause__ and error.__cause__.__cause__
    return isinstance(origin, aiohttp.ClientConnectionError) and not isinstance(
        origin, TimeoutError
    )


def _size_of(messages: Sequence[prompts.Message]) -> Size:
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
