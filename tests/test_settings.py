"""Settings: one order of precedence, one syntax of models, no key in any message."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from summarizer.errors import ConfigError
from summarizer.settings import PRESETS, Settings, is_loopback

SECRET = "sk-very-secret-1234567890"


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith("SUMMARIZER_") or name.endswith("_API_KEY"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def config(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config" / "summarizer" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")


def test_nothing_configured_means_the_rules_engine() -> None:
    settings = Settings.load()
    assert settings.uses_rules
    assert settings == Settings(cache_path=settings.cache_path)


def test_arguments_win_over_environment_over_file_over_defaults(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    config(tmp_path, 'timeout = 1\nattempts = 2\nreasks = 0\nmodel = "ollama:in-the-file"\n')
    monkeypatch.setenv("SUMMARIZER_ATTEMPTS", "3")
    monkeypatch.setenv("SUMMARIZER_REASKS", "1")
    settings = Settings.load(reasks=5, attempts=None)
    assert (settings.timeout, settings.attempts, settings.reasks) == (1.0, 3, 5)
    assert settings.model == "ollama:in-the-file"
    assert settings.deadline == Settings().deadline


def test_an_argument_of_none_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_MODEL", "vllm:x")
    assert Settings.load(model=None).model == "vllm:x"


def test_an_empty_variable_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_MODEL", "")
    assert Settings.load().uses_rules


def test_an_unknown_key_in_the_file_is_named(tmp_path: Path) -> None:
    config(tmp_path, 'modle = "ollama:x"\n')
    with pytest.raises(ConfigError, match="'modle'") as caught:
        Settings.load()
    assert "model" in caught.value.hint


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    config(tmp_path, "model = \n")
    with pytest.raises(ConfigError, match=r"config\.toml"):
        Settings.load()


def test_another_file_can_be_named_and_must_then_exist(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SUMMARIZER_CONFIG", str(tmp_path / "mine.toml"))
    with pytest.raises(ConfigError, match=r"mine\.toml"):
        Settings.load()
    (tmp_path / "mine.toml").write_text("concurrency = 3\n", "utf-8")
    assert Settings.load().concurrency == 3


def test_a_misspelt_argument_is_a_bug_and_not_a_message_for_users() -> None:
    with pytest.raises(TypeError, match="modle"):
        Settings.load(modle="x")


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("ATTEMPTS", "many", "SUMMARIZER_ATTEMPTS is 'many'; it must be a whole number"),
        ("ATTEMPTS", "0", "attempts must be above 0"),
        ("ATTEMPTS", "2.5", "whole number"),
        ("TIMEOUT", "-1", "timeout must be above 0"),
        ("TIMEOUT", "nan", "timeout must be above 0"),
        ("MAX_COST", "-0.01", "max_cost must not be negative"),
        ("MAX_COST", "inf", "max_cost"),
        ("CACHE", "perhaps", "true or false"),
        ("BASE_URL", "localhost:8080", "not an http"),
        ("BASE_URL", "http://", "not an http"),
        ("BASE_URL", "http://127.0.0.1:99999/v1", "not an http"),
        ("MODEL", "openai:", "no model is named"),
        ("MODEL", "lama:3", "no server that is known"),
    ],
)
def test_an_impossible_value_is_a_config_error(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    monkeypatch.setenv(f"SUMMARIZER_{variable}", value)
    with pytest.raises(ConfigError, match=said):
        Settings.load()


@pytest.mark.parametrize(("text", "value"), [("yes", True), ("ON", True), ("0", False)])
def test_a_switch_is_read_as_people_write_it(
    monkeypatch: pytest.MonkeyPatch, text: str, value: bool
) -> None:
    monkeypatch.setenv("SUMMARIZER_CACHE", text)
    assert Settings.load().cache is value


@pytest.mark.parametrize(
    ("model", "base_url", "preset", "url", "name"),
    [
        ("ollama:qwen3:4b", None, "ollama", "http://127.0.0.1:11434/v1", "qwen3:4b"),
        ("vllm:meta/llama", None, "vllm", "http://127.0.0.1:8000/v1", "meta/llama"),
        ("llama-server:any", None, "llama-server", "http://127.0.0.1:8080/v1", "any"),
        ("lmstudio:granite", None, "lmstudio", "http://127.0.0.1:1234/v1", "granite"),
        ("qwen3:4b", "http://box:1/v1/", None, "http://box:1/v1", "qwen3:4b"),
        ("openai:gpt", "http://box:1/v1", None, "http://box:1/v1", "gpt"),
        ("openrouter:a/b:free", None, "openrouter", "https://openrouter.ai/api/v1", "a/b:free"),
        (
            "openai:ft:gpt-4.1:us::1",
            None,
            "openai",
            "https://api.openai.com/v1",
            "ft:gpt-4.1:us::1",
        ),
    ],
)
def test_a_model_names_its_server(
    model: str, base_url: str | None, preset: str | None, url: str, name: str
) -> None:
    endpoint = Settings.load(model=model, base_url=base_url, api_key="k").endpoint
    assert (endpoint.preset, endpoint.base_url, endpoint.model) == (preset, url, name)


@pytest.mark.parametrize(
    ("model", "base_url", "key"),
    [
        ("openai:gpt", None, SECRET),
        # A provider's key goes to that provider, and to nobody else.
        ("openai:gpt", "http://evil.test/v1", None),
        ("gpt", "http://evil.test/v1", None),
        ("ollama:x", None, None),
        ("rules", None, None),
    ],
)
def test_a_providers_own_key_is_used_for_that_provider_only(
    monkeypatch: pytest.MonkeyPatch, model: str, base_url: str | None, key: str | None
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    assert Settings.load(model=model, base_url=base_url).api_key == key


def test_our_own_key_wins_over_the_providers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENROUTER_API_KEY", SECRET)
    monkeypatch.setenv("SUMMARIZER_API_KEY", "mine")
    assert Settings.load(model="openrouter:a/b").api_key == "mine"


@pytest.mark.parametrize("preset", ["openai", "openrouter"])
def test_a_hosted_provider_without_its_key_says_which_variable_is_missing(preset: str) -> None:
    with pytest.raises(ConfigError, match="no API key") as caught:
        _ = Settings.load(model=f"{preset}:m").endpoint
    variable = PRESETS[preset].key_variable
    assert variable is not None
    assert variable in caught.value.hint


def test_the_key_is_never_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = Settings.load(model="openai:gpt", api_key=SECRET)
    assert SECRET not in repr(settings) + repr(settings.endpoint)
    with pytest.raises(ConfigError) as caught:
        Settings.load(model="openai:gpt", api_key=f"{SECRET}\u00e9")
    assert SECRET not in str(caught.value)
    with pytest.raises(ConfigError) as caught:
        Settings.load(base_url=f"http://user:{SECRET}@host/v1", model="m")
    assert SECRET not in str(caught.value) + caught.value.hint
    config(tmp_path, f'api_key = ["{SECRET}"]\n')
    with pytest.raises(ConfigError) as caught:
        Settings.load()
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "loopback"),
    [
        ("http://127.0.0.1:8080/v1", True),
        ("http://localhost/v1", True),
        ("http://[::1]:1/v1", True),
        ("http://127.evil.test/v1", False),
        ("https://api.openai.com/v1", False),
    ],
)
def test_loopback_is_this_machine_and_no_name_that_looks_like_it(url: str, loopback: bool) -> None:
    assert is_loopback(url) is loopback


@pytest.mark.parametrize("model", ["gpt-4.1", "RULES", "rule", "ft:gpt-4.1:us::1"])
def test_a_model_that_names_no_server_goes_to_nobody(model: str) -> None:
    with pytest.raises(ConfigError, match="names no server"):
        Settings(model=model, api_key=SECRET).endpoint  # noqa: B018
