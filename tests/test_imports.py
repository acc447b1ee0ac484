"""What is not paid for: the modules that help and the rules engine may not import."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROVIDER = {"openai", "instructor", "tenacity"}
SLOW = PROVIDER | {
    "aiohttp",
    "pydantic",
    "rich",
    "httpx2",
    "asyncio",
    "yaml",
    "trafilatura",
    "pypdf",
    "docx",
}

ARTICLE = "Two people were hurt in a fire in Larne on Monday, police said. Nobody was killed."


def imported(*arguments: str, stdin: str = "") -> set[str]:
    """The top-level modules that one run of the command line has imported at its end."""
    code = (
        "import sys, json\n"
        "from summarizer.cli import main\n"
        "try:\n"
        f"    main({list(arguments)!r})\n"
        "except SystemExit as left:\n"
        "    assert not left.code, left.code\n"
        "print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=stdin, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["--version"]])
def test_help_imports_nothing_slow(arguments: list[str]) -> None:
    assert imported(*arguments) & SLOW == set()


def test_help_on_a_command_imports_only_what_typer_itself_needs() -> None:
    assert imported("brief", "--help") & SLOW <= {"pydantic"}


@pytest.mark.parametrize("format", ["json", "text"])
def test_the_rules_engine_imports_no_provider_and_no_reader_it_does_not_need(
    format: str, tmp_path: Path
) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE)
    got = imported(str(tmp_path / "article.txt"), "-m", "rules", "-f", format)
    # Text is laid out by rich; everything else is dead weight.
    allowed = {"pydantic", "asyncio"} | ({"rich"} if format == "text" else set())
    assert got & SLOW <= allowed


@pytest.mark.parametrize("command", [["extract", "-"], ["schema"], ["prompts"], ["cache"]])
def test_commands_without_a_model_import_no_provider(command: list[str]) -> None:
    assert imported(*command, stdin=ARTICLE) & PROVIDER == set()


def test_importing_the_package_imports_almost_nothing() -> None:
    code = "import summarizer, sys; print(*sys.modules)"
    names = subprocess.check_output([sys.executable, "-c", code], text=True, timeout=60).split()
    assert {name.split(".")[0] for name in names} & SLOW == set()
