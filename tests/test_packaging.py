"""What is installed is whole: the wheel, its prompts, and dependencies that pip can resolve."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from collections.abc import Sequence
from email.parser import Parser
from pathlib import Path

import pytest

pytestmark = [pytest.mark.packaging, pytest.mark.timeout(600)]

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = ROOT / "evals" / "cases" / "news" / "harbour-ferry" / "article.txt"


def run(*command: str | Path, cwd: Path) -> str:
    """The standard output of a command that must succeed, outside of the repository."""
    # The tests' own environment must not lend the installed program its modules.
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("packaging")


@pytest.fixture(scope="module")
def python(folder: Path) -> Path:
    """The Python of a fresh environment with pip and nothing else."""
    venv.create(folder / "fresh", with_pip=True)
    return folder / "fresh" / ("Scripts" if os.name == "nt" else "bin") / "python"


@pytest.fixture(scope="module")
def wheel(folder: Path, python: Path) -> Path:
    run(
        python,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "-w",
        folder / "dist",
        ROOT,
        cwd=folder,
    )
    (built,) = (folder / "dist").glob("summarizer-*.whl")
    return built


def requirements(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as packed:
        (name,) = (n for n in packed.namelist() if n.endswith(".dist-info/METADATA"))
        metadata = Parser().parsestr(packed.read(name).decode())
    return metadata.get_all("Requires-Dist") or []


def resolved(python: Path, wanted: Sequence[str], cwd: Path) -> dict[str, str]:
    """What plain pip would install, names and versions."""
    report = run(
        python, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed",
        "--report", "-", *wanted, cwd=cwd,
    )  # fmt: skip
    return {
        item["metadata"]["name"].lower(): item["metadata"]["version"]
        for item in json.loads(report)["install"]
    }


def test_the_wheel_holds_the_package_and_its_data_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
    shipped = {n.removeprefix("summarizer/_prompts/") for n in names if "/_prompts/" in n}
    ours = {
        str(path.relative_to(ROOT / "prompts"))
        for path in (ROOT / "prompts").rglob("*")
        if path.is_file()
    }
    assert shipped == ours
    data = {
        f"summarizer/{path.relative_to(ROOT / 'summarizer').as_posix()}"
        for path in (ROOT / "summarizer").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert data <= set(names)
    assert {n.split("/")[0] for n in names} == {
        "summarizer",
        next(n for n in names if ".dist-info" in n).split("/")[0],
    }
    assert any(n.endswith("licenses/LICENSE") for n in names)


def test_plain_pip_resolves_the_dependencies_in_any_order(
    wheel: Path, python: Path, folder: Path
) -> None:
    wanted = requirements(wheel)
    forward = resolved(python, wanted, folder)
    assert resolved(python, wanted[::-1], folder) == forward
    assert forward["instructor"].startswith("1.17.")
    assert forward["openai"].startswith("3.")


def test_the_wheel_briefs_an_article_and_holds_the_prompts(
    wheel: Path, python: Path, folder: Path
) -> None:
    run(python, "-m", "pip", "install", "--quiet", wheel, cwd=folder)
    program = python.with_name("summarizer")
    brief = json.loads(run(program, "-m", "rules", ARTICLE, cwd=folder))
    assert brief["provenance"]["engine"] == "rules"
    assert brief["actors"]
    assert "fingerprint" in run(program, "prompts", cwd=folder)
    page = run(program, "-m", "rules", "-f", "html", ARTICLE, cwd=folder)
    assert page.startswith("<!doctype html>")
    # The client is imported only here: a broken set of versions shows at once.
    code = "import summarizer.model.client, importlib.metadata as m; print(m.version('openai'))"
    assert run(python, "-c", code, cwd=folder).startswith("3.")
    assert sys.prefix not in run(python, "-c", "import summarizer; print(summarizer)", cwd=folder)
