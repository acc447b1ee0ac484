"""One frozen Settings: arguments before environment before file before defaults.

The only reader of the environment. A setting `timeout` is the argument `timeout=…`, the variable
`SUMMARIZER_TIMEOUT` and the line `timeout = …` of `config.toml` in the user's config folder
(`SUMMARIZER_CONFIG` names another file).
"""

from __future__ import annotations

import math
import os
import tomllib
import types
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from ipaddress import ip_address
from pathlib import Path
from typing import Any, get_args, get_type_hints
from urllib.parse import urlsplit

from summarizer.errors import ConfigError

RULES = "rules"
"""The model name that stands for the embedded rules engine."""

_PREFIX = "SUMMARIZER_"


@dataclass(frozen=True, slots=True)
class Preset:
    """A kind of server we know by name: where it listens, and which variable holds its key."""

    name: str
    title: str
    base_url: str
    key_variable: str | None
    """None for a server on this machine, which needs no key."""
    how: str
    """What to do to have it, one line."""


PRESETS: Mapping[str, Preset] = types.MappingProxyType(
    {
        preset.name: preset
        for preset in (
            Preset(
                "openai",
                "OpenAI",
                "https://api.openai.com/v1",
                "OPENAI_API_KEY",
                "set OPENAI_API_KEY, then: --model openai:gpt-4.1-mini",
            ),
            Preset(
                "openrouter",
                "OpenRouter",
                "https://openrouter.ai/api/v1",
                "OPENROUTER_API_KEY",
                "set OPENROUTER_API_KEY, then: --model openrouter:openai/gpt-4.1-mini",
            ),
            Preset(
                "ollama",
                "Ollama",
                "http://127.0.0.1:11434/v1",
                None,
                "OLLAMA_CONTEXT_LENGTH=16384 ollama serve, then: ollama pull qwen3:4b-instruct",
            ),
            Preset(
                "llama-server",
                "llama.cpp",
                "http://127.0.0.1:8080/v1",
                None,
                "llama-server --model FILE.gguf --ctx-size 16384",
            ),
            Preset(
                "lmstudio",
                "LM Studio",
                "http://127.0.0.1:1234/v1",
                None,
                "load a model in LM Studio and start its server",
            ),
            Preset(
                "vllm",
                "vLLM",
                "http://127.0.0.1:8000/v1",
                None,
                "vllm serve MODEL",
            ),
        )
    }
)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where requests for a model go."""

    preset: str | None
    """None for a base URL of the user's own."""
    base_url: str
    model: str
    """As the server knows it."""
    api_key: str | None = field(repr=False)

    @property
    def is_local(self) -> bool:
        """The server runs on this machine."""
        return is_loopback(self.base_url)


def is_loopback(url: str) -> bool:
    """The URL's host is this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _default_cache() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("summarizer", appauthor=False) / "answers.sqlite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be chosen. Make one with `Settings.load`."""

    model: str = RULES
    """`rules`, `preset:name` (see `PRESETS`), or a bare name for `base_url`."""
    base_url: str | None = None
    """An OpenAI-compatible server, e.g. `http://127.0.0.1:8080/v1`."""
    api_key: str | None = field(default=None, repr=False)

    temperature: float = 0.0
    max_output_tokens: int = 6000
    """The longest answer asked for, in tokens."""
    context_tokens: int | None = None
    """The model's window; None asks a local server, and trusts any other to say so."""

    reasks: int = 2
    """How often an answer that breaks the schema is sent back."""
    repairs: int = 1
    """How often statements that the article does not bear out are sent back."""
    attempts: int = 8
    """How often one request is sent before a failing server is given up."""
    timeout: float = 180.0
    """Seconds for one attempt."""
    deadline: float = 600.0
    """Seconds without any answer from the server before a request is given up."""
    backoff: float = 0.5
    """Seconds before the second attempt; doubled, with jitter, before each further one."""
    longest_wait: float = 120.0
    """A server that asks for a longer pause (seconds) is given up at once."""

    concurrency: int = 16
    """Requests in flight at most; fewer when the server says it is too many."""
    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None

    max_cost: float | None = None
    """US dollars that no request may carry the total beyond."""
    input_price: float | None = None
    """US dollars for a million input tokens; overrides the price table."""
    output_price: float | None = None

    cache: bool = True
    """Remember accepted answers, and use them again for the same request."""
    cache_path: Path = field(default_factory=_default_cache)

    def __post_init__(self) -> None:
        for name in _POSITIVE:
            value = getattr(self, name)
            if value is not None and not 0 < value < math.inf:
                raise ConfigError(f"{name} must be above 0, not {value!r}")
        for name in _NOT_NEGATIVE:
            value = getattr(self, name)
            if value is not None and not 0 <= value < math.inf:
                raise ConfigError(f"{name} must not be negative, not {value!r}")
        if self.base_url is not None:
            _check_base_url(self.base_url)
        if self.api_key is not None and not (self.api_key.isascii() and self.api_key.isprintable()):
            raise ConfigError("the API key has a character that no key has", hint="copy it again")
        if self.model != RULES:
            _split(self.model, self.base_url)

    @classmethod
    def load(cls, **overrides: Any) -> Settings:
        """Settings from arguments, environment, file and defaults, in that order.

        An override of None means "not given". Raises ConfigError for a name or value that makes
        no sense, naming where it stands.
        """
        kinds = get_type_hints(cls)
        if unknown := sorted(set(overrides) - set(kinds)):
            raise TypeError(f"no such setting: {', '.join(unknown)}")
        chosen: dict[str, Any] = {}
        for name, value in _file_values().items():
            chosen[name] = _converted(value, kinds[name], f"{name} in {_file()}")
        for name in kinds:
            if raw := os.environ.get(_PREFIX + name.upper()):
                chosen[name] = _converted(raw, kinds[name], f"{_PREFIX}{name.upper()}")
        for name, value in overrides.items():
            if value is not None:
                chosen[name] = _converted(value, kinds[name], name)
        if chosen.get("api_key") is None:
            chosen["api_key"] = _provider_key(chosen.get("model", RULES), chosen.get("base_url"))
        return cls(**chosen)

    @property
    def uses_rules(self) -> bool:
        """The embedded rules engine is asked for, not a language model."""
        return self.model == RULES

    @property
    def endpoint(self) -> Endpoint:
        """Where requests go; ConfigError when the key of a hosted provider is missing."""
        preset, name = _split(self.model, self.base_url)
        base_url = (self.base_url or PRESETS[preset or "openai"].base_url).rstrip("/")
        variable = PRESETS[preset].key_variable if preset else None
        if variable and self.api_key is None:
            raise ConfigError(
                f"no API key for {PRESETS[preset or ''].title} (model {self.model!r})",
                hint=f"set {variable}, or use --model rules, which needs none",
            )
        return Endpoint(preset, base_url, name, self.api_key)


_POSITIVE = (
    "max_output_tokens", "context_tokens", "attempts", "timeout", "deadline", "longest_wait",
    "concurrency", "requests_per_minute", "tokens_per_minute",
)  # fmt: skip
_NOT_NEGATIVE = (
    "temperature", "reasks", "repairs", "backoff", "max_cost", "input_price", "output_price"
)  # fmt: skip


def _check_base_url(url: str) -> None:
    hint = "e.g. http://127.0.0.1:8080/v1"
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ConfigError(f"the base URL {url!r} is not an http(s) URL", hint=hint)
    if parts.username is not None or parts.password is not None:
        # Not shown: it holds a password, and base URLs appear in messages.
        raise ConfigError("the base URL holds a user name or password", hint="use api_key")


def _split(model: str, base_url: str | None) -> tuple[str | None, str]:
    """Preset (None for a server of the user's own) and the model's name on that server."""
    head, colon, rest = model.partition(":")
    known = bool(colon) and head in PRESETS
    name = rest if known else model
    if not name.strip():
        raise ConfigError(
            f"no model is named in {model!r}",
            hint="write preset:model; `summarizer models` lists what is usable",
        )
    if base_url is not None:
        # The provider's own key and habits belong to the provider's own address only.
        same = known and base_url.rstrip("/") == PRESETS[head].base_url
        return (head if same else None), name
    # No server is taken for granted: an article goes to the one that is named and to nobody else.
    if not known:
        near = f"{RULES!r} is the embedded engine; " if model.lower().startswith("rule") else ""
        raise ConfigError(
            f"the model {model!r} names no server that is known",
            hint=f"{near}use one of {', '.join(f'{p}:' for p in PRESETS)} or give --base-url",
        )
    return head, name


def _provider_key(model: str, base_url: str | None) -> str | None:
    if model == RULES:
        return None
    preset, _ = _split(model, base_url)
    variable = PRESETS[preset].key_variable if preset else None
    return (os.environ.get(variable) or None) if variable else None


def in_ci() -> bool:
    """The process runs under continuous integration, as every such system says by `CI`."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def provider_key_is_set(preset: Preset) -> bool:
    """The environment holds the key of this provider."""
    return preset.key_variable is None or bool(os.environ.get(preset.key_variable))


def _file() -> Path:
    if named := os.environ.get(_PREFIX + "CONFIG"):
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("summarizer", appauthor=False) / "config.toml"


def _file_values() -> dict[str, Any]:
    path = _file()
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        if os.environ.get(_PREFIX + "CONFIG"):
            raise ConfigError(f"there is no config file {str(path)!r}") from None
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"the config file {str(path)!r} cannot be read: {error}") from None
    known = [f.name for f in fields(Settings)]
    for name in values:
        if name not in known:
            raise ConfigError(
                f"the config file {str(path)!r} has an unknown setting {name!r}",
                hint=f"known are: {', '.join(known)}",
            )
    return values


_YES_NO = {
    **dict.fromkeys(("1", "true", "yes", "on"), True),
    **dict.fromkeys(("0", "false", "no", "off"), False),
}


def _converted(value: Any, kind: Any, where: str) -> Any:
    """The value in the setting's type; ConfigError, which never shows a key, when it has none."""
    kind = next((k for k in get_args(kind) if k is not types.NoneType), kind)
    try:
        if kind is bool:
            return value if isinstance(value, bool) else _YES_NO[str(value).strip().lower()]
        if isinstance(value, bool) or not isinstance(value, (str, int, float, Path)):
            raise ValueError
        if kind is int and isinstance(value, float):
            raise ValueError
        return kind(value)
    except (KeyError, ValueError):
        shown = "a value" if "key" in where.lower() else repr(value)
        noun = {int: "a whole number", float: "a number", bool: "true or false"}.get(kind, "text")
        raise ConfigError(f"{where} is {shown}; it must be {noun}") from None
