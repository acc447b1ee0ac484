"""The documents are true: commands run, names exist, links lead somewhere, nothing is left out."""

from __future__ import annotations

import ast
import re
import shlex
from importlib import import_module
from pathlib import Path

import pytest

from summarizer import errors
from summarizer.brief import Brief
from summarizer.cli.app import app
from summarizer.model.prompts import VARIABLES

from .commandline import ARTICLE, Line

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
PROMPTS = (ROOT / "prompts" / "README.md").read_text("utf-8")
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
FOLDERS = (ROOT, ROOT / "docs", ROOT / "prompts", ROOT / "evals")
PAGES = [page for folder in FOLDERS for page in sorted(folder.glob("*.md"))]


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.M | re.S)


def quick_start() -> list[str]:
    return blocks("sh")[0].splitlines()


def test_the_quick_start_is_two_commands_and_the_second_runs_the_tests() -> None:
    first, second = quick_start()
    assert first.startswith("python -m pip install uv && uv run --no-dev summarizer ")
    assert second == "uv run pytest"
    assert (ROOT / shlex.split(first)[-1]).is_file()


def test_the_output_shown_is_what_the_command_prints(line: Line) -> None:
    shown = next(block for block in blocks("text") if "EVIDENCE" in block)
    article = ROOT / shlex.split(quick_start()[0])[-1]
    printed = line(article, "-m", "rules", "-f", "text").out
    at = 0
    for part in re.split(r"^…\n", shown, flags=re.M):
        assert part in printed[at:], f"the README shows what is not printed:\n{part}"
        at = printed.index(part, at) + len(part)


def test_the_python_shown_uses_only_what_is_exported() -> None:
    for block in blocks("python"):
        for node in ast.walk(ast.parse(block)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("summarizer"):
                module = import_module(node.module or "")
                assert all(hasattr(module, alias.name) for alias in node.names)


def test_the_first_python_shown_runs_as_it_stands(
    line: Line, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("article.txt").write_text(ARTICLE)
    exec(blocks("python")[0], {})
    assert "injured 2 2" in capsys.readouterr().out
    assert Brief.model_validate_json(Path("brief.json").read_text("utf-8")).casualties


def test_every_command_is_in_the_readme() -> None:
    names = [
        command.name or command.callback.__name__
        for command in app.registered_commands
        if command.callback
    ]
    names += [group.name for group in app.registered_groups if group.name]
    assert len(names) >= 8
    for name in names:
        assert re.search(rf"^summarizer \[?{name}\b", README, re.M), name


def test_every_exit_code_is_in_the_readme() -> None:
    codes = {
        kind.exit_code
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.SummarizerError)
    }
    sentence = README[README.index("Exit codes:") : README.index("the highest code wins")]
    assert codes <= {int(number) for number in re.findall(r"\b\d+\b", sentence)}


def test_every_room_has_its_line_in_contributing() -> None:
    package = ROOT / "summarizer"
    rooms = {
        path.stem
        for path in package.iterdir()
        if (path.suffix == ".py" or (path / "__init__.py").exists()) and path.stem[0] != "_"
    }
    listed = re.findall(r"^\| `(\w+)` \| ", CONTRIBUTING, re.M)
    assert sorted(listed) == sorted(rooms)


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_every_decision_names_tests_that_exist(decision: Path) -> None:
    text = decision.read_text("utf-8")
    named = re.findall(r"`(tests/\w+\.py)(?:::(\w+))?`", text[text.index("**Kept true by**") :])
    assert named
    for file, function in named:
        assert f"def {function}(" in (ROOT / file).read_text("utf-8") if function else True
        assert (ROOT / file).is_file()


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_every_prompt_has_its_row() -> None:
    rows = re.findall(r"^\| `brief/(\w+)\.md` \|", PROMPTS, re.M)
    assert sorted(rows) == sorted(VARIABLES)
    assert sorted(rows) == sorted(path.stem for path in (ROOT / "prompts/brief").glob("*.md"))
