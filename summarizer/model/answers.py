"""How answers are asked for, judged and asked for again: the only room that knows instructor.

instructor has one job here: an answer that breaks the schema goes back with what is wrong.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, TypeVar

import instructor
from instructor.core import IncompleteOutputException, InstructorRetryException
from instructor.v2.core.decorators import register_mode_handler
from instructor.v2.core.providers import Provider
from instructor.v2.providers.openai.handlers import OpenAIJSONSchemaHandler
from pydantic import ValidationError

from summarizer.brief import Wire
from summarizer.errors import Filtered, OutputError, Refused, Truncated
from summarizer.model import prompts, wire
from summarizer.model.ledger import Account

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
            raise _Unusable(
                Refused(f"{response.model!r} refuses to answer", hint="use another model")
            )
        if choice.finish_reason == "content_filter":
            raise _Unusable(
                Filtered(
                    f"the provider's content filter cut the answer of {response.model!r}",
                    hint="use another model or provider",
                )
            )
        try:
            return _read(response_model, text)
        except ValidationError:
            # The same request would run into the same limit: the engine asks for the parts.
            if choice.finish_reason == "length":
                cut = Truncated(
                    "the answer ran into the length limit", hint="raise max_output_tokens"
                )
                raise _Unusable(cut) from None
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


@dataclass(frozen=True, slots=True)
class Ask:
    """What travels with a request through instructor, and is not sent."""

    account: Account
    card: str
    """The schema in words, for a server that takes none."""
    opening: int
    """How many messages the first request has; what follows is a re-ask."""


class Asker:
    """Asks until an answer satisfies its model, or the re-asks are spent."""

    def __init__(self, send: Callable[..., Awaitable[Any]], reasks: int) -> None:
        """`send` takes a request's fields and its `ask`, and returns a completion."""
        _quicken()
        self._reasks = reasks
        self._create: Any = instructor.patch(
            create=send, mode=instructor.Mode.JSON_SCHEMA, provider=Provider.OPENAI
        )

    async def answer(self, model: type[W], request: dict[str, Any], account: Account) -> W:
        """The answer to a request as a plain `model`.

        Raises Refused, Filtered, Truncated, Misshapen, and whatever `send` raises.
        """
        account.asks += 1
        card = prompts.card(wire.schema_text(model))
        try:
            answer = await self._create(
                response_model=_wrapped(model),
                # A number: a tenacity object would retry everything, our own errors included.
                max_retries=self._reasks,
                strict=False,
                # Never `context=`: it would run the article through a template engine.
                ask=Ask(account, card, len(request["messages"])),
                **request,
            )
        except _Unusable as unusable:
            raise unusable.error from None
        except InstructorRetryException as wrapped:
            raise _unwrapped(wrapped, request["model"]) from None
        # A plain instance: the wrapped one keeps the whole completion alive and equals no other.
        return model(**{name: getattr(answer, name) for name in model.model_fields})


def _unwrapped(wrapped: InstructorRetryException, name: str) -> BaseException:
    """instructor wraps whatever `send` raises: our errors, bad answers and bugs alike."""
    cause = wrapped.__cause__ or wrapped
    if not isinstance(cause, (ValidationError, json.JSONDecodeError)):
        return cause
    not_json = not isinstance(cause, ValidationError) or any(
        e["type"] == "json_invalid" for e in cause.errors(include_url=False)
    )
    fault = wire.terse(cause, 1).replace("\n", " ")
    what = "not JSON" if not_json else f"JSON of another shape ({fault})"
    times = f"{wrapped.n_attempts} {'try' if wrapped.n_attempts == 1 else 'tries'}"
    return wire.Misshapen(
        f"{name!r} gave no usable answer in {times}: {what}", hint="use a more capable model"
    )
