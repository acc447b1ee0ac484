"""The command line from end to end, in this process: what it prints, where, and how it leaves."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, get_args

import pytest

from summarizer.brief import Brief
from summarizer.cli.output import Output

from .commandline import ARTICLE, DRAFT, KEY, Line
from .loopback import Exchange, Loopback

# ------------------------------------------------------------------ one article, a brief


def test_the_rules_engine_briefs_a_file_as_json_when_piped(line: Line) -> None:
    left = line("depot.txt", "-m", "rules")
    assert left.code == 0
    brief = Brief.model_validate_json(left.out)
    assert brief.provenance.engine == "rules"
    assert brief.source.title == "Depot fire in Larne injures two"
    assert left.err == ""


def test_brief_is_meant_when_no_command_is_named(line: Line) -> None:
    plain = line("depot.txt", "-m", "rules")
    assert plain.code == 0
    assert line("brief", "depot.txt", "-m", "rules").out == plain.out
    assert line("-m", "rules", "depot.txt").out == plain.out


def test_text_on_a_terminal(line: Line) -> None:
    left = line("depot.txt", "-m", "rules", terminal=True)
    assert left.code == 0
    assert not left.out.startswith("{")
    assert "Larne" in left.out


def test_piped_text_needs_no_argument(line: Line) -> None:
    left = line(stdin=ARTICLE.encode())
    assert left.code == 0
    assert left.json["source"]["sentences"] == 5


def test_no_argument_on_a_terminal_is_help(line: Line) -> None:
    left = line(terminal=True)
    assert left.code == 0
    assert left.out.startswith("Usage: summarizer")


def test_options_without_an_article_do_not_wait_for_one_on_a_terminal(line: Line) -> None:
    left = line("-m", "rules", terminal=True)
    assert left.code == 2
    assert left.err.startswith("error: no article is named")


def test_the_embedded_default_says_so_once_unless_it_was_chosen_or_quiet(line: Line) -> None:
    assert line("depot.txt").err.startswith("note: no language model is configured")
    assert line("depot.txt").err.count("\n") == 1
    assert line("depot.txt", "-q").err == ""
    assert line("depot.txt", "-m", "rules").err == ""


def test_verbose_is_one_line_for_each_brief(line: Line) -> None:
    err = line("depot.txt", "depot.txt", "-m", "rules", "-v").err
    assert err.count("'depot.txt': 5 sentences, actors ") == err.count("\n") == 2


def test_a_model_briefs_a_file(line: Line, model: tuple[str, ...], server: Loopback) -> None:
    left = line("depot.txt", *model, "--usage")
    assert left.code == 0
    brief = Brief.model_validate_json(left.out)
    assert brief.provenance.engine == "model"
    assert [actor.name for actor in brief.actors] == ["Ines Kallio"]
    assert left.err.startswith("usage: 1 request, ")
    assert left.err.rstrip().endswith("cost unknown")
    assert all(path == "/v1/chat/completions" for _, path, _ in server.requests)


def test_an_answer_is_remembered_unless_told_not_to(
    line: Line, model: tuple[str, ...], server: Loopback
) -> None:
    remembering = [option for option in model if option != "--no-cache"]
    line("depot.txt", *remembering)
    again = line("depot.txt", *remembering, "--usage")
    assert len(server.requests) == 1
    assert again.err == "usage: no request was sent; 1 remembered\n"
    assert "1 answer, " in line("cache").out
    assert "1 answer forgotten" in line("cache", "clear").out
    line("depot.txt", *model)
    assert len(server.requests) == 2


def test_strict_leaves_with_1_when_something_is_not_borne_out(
    line: Line, model: tuple[str, ...], server: Loopback
) -> None:
    invented = {**DRAFT["actors"][0], "name": "Olof Brandt"}
    doctored = json.dumps({**DRAFT, "actors": [invented]})
    server.answer = lambda exchange: exchange.complete(doctored)
    left = line("depot.txt", *model, "--strict")
    assert left.code == 1
    assert left.json["unsupported"][0]["reason"] == "not_in_document"
    assert left.err.startswith("strict: 1 statement ")
    assert line("depot.txt", *model).code == 0


def test_a_model_without_a_name_is_asked_for(line: Line) -> None:
    left = line("depot.txt", "--base-url", "http://127.0.0.1:9/v1")
    assert left.code == 2
    assert left.err.startswith("error: no model is named for the server 'http://127.0.0.1:9/v1'")
    assert line("depot.txt", "-m", "rules", "--base-url", "http://127.0.0.1:9/v1").code == 0


def test_dry_run_prints_the_request_and_sends_nothing(
    line: Line, model: tuple[str, ...], server: Loopback
) -> None:
    left = line("depot.txt", *model, "--dry-run")
    assert left.code == 0
    assert [message["role"] for message in left.json["messages"]] == ["system", "user"]
    assert "[4] Mayor Ines Kallio promised" in left.json["messages"][1]["content"]
    assert left.json["schema"]["additionalProperties"] is False
    assert KEY not in left.out
    assert server.requests == []


def test_the_publication_date_and_the_language_are_taken(line: Line) -> None:
    left = line("depot.txt", "-m", "rules", "--published", "2026-03-02", "--language", "en")
    assert left.json["source"]["published"] == "2026-03-02"
    wrong = line("depot.txt", "-m", "rules", "--published", "yesterday")
    assert wrong.code == 2
    assert wrong.err == "error: --published 'yesterday' is no date; hint: write it as 2025-10-01\n"


# ------------------------------------------------------------------ where results go


@pytest.mark.parametrize("format", ["text", "md", "json", "jsonl", "yaml", "html"])
def test_every_format_is_printed_and_ends_with_one_line_break(line: Line, format: str) -> None:
    left = line("depot.txt", "-m", "rules", "-f", format)
    assert left.code == 0
    assert "Larne" in left.out
    assert left.out.endswith("\n")
    assert not left.out.endswith("\n\n")


def test_the_formats_are_those_of_the_renderers() -> None:
    from summarizer.cli import brief, output
    from summarizer.render import FORMATS

    offered = get_args(get_args(brief.Format)[0])
    assert tuple(offered) == FORMATS == tuple(output.SUFFIXES)


def test_the_suffix_of_the_file_chooses_the_format(line: Line) -> None:
    assert line("depot.txt", "-m", "rules", "-o", "brief.md").out == ""
    assert Path("brief.md").read_text().startswith("# ")
    line("depot.txt", "-m", "rules", "-o", "brief.html")
    assert Path("brief.html").read_text().startswith("<!doctype html>")


def test_a_file_is_replaced_whole_and_keeps_its_mode(line: Line) -> None:
    target = Path("brief.json")
    target.write_text("old" * 100_000)
    target.chmod(0o640)
    line("depot.txt", "-m", "rules", "-o", target)
    assert Brief.model_validate_json(target.read_text())
    assert target.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in Path().iterdir()) == ["brief.json", "depot.txt"]


def test_a_folder_that_is_not_there_is_a_clear_error(line: Line) -> None:
    left = line("depot.txt", "-m", "rules", "-o", "nowhere/brief.json")
    assert left.code == 2
    assert left.err.startswith("error: cannot write ")
    assert left.err.count("\n") == 1


def test_several_inputs_are_json_lines_when_piped(line: Line) -> None:
    Path("other.txt").write_text(ARTICLE.replace("Larne", "Vaasa"))
    left = line("depot.txt", "other.txt", "-m", "rules")
    briefs = [Brief.model_validate_json(row) for row in left.out.splitlines()]
    assert [b.source.title for b in briefs] == [
        "Depot fire in Larne injures two",
        "Depot fire in Vaasa injures two",
    ]


def test_several_inputs_are_a_file_each_in_a_folder(line: Line) -> None:
    Path("more").mkdir()
    Path("more/depot.txt").write_text(ARTICLE)
    left = line("depot.txt", "more/depot.txt", "-", "-m", "rules", "-o", "out", stdin=b"A fire.")
    assert left.code == 0
    names = sorted(path.name for path in Path("out").iterdir())
    assert names == ["depot-2.json", "depot.json", "stdin.json"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("news/depot.txt", "depot.html"),
        ("https://news.example/2026/03/depot-fire.html?utm=1#top", "depot-fire.html"),
        ("https://news.example/", "news.html"),
        ("-", "stdin.html"),
        ("../..", "brief.html"),
        ("C:\\wire\\depot.docx", "depot.html"),
        ("a b; rm -rf $(x).txt", "a-b-rm--rf-x.html"),
        ("x" * 300, "x" * 80 + ".html"),
    ],
)
def test_a_file_is_named_by_where_its_article_was(tmp_path: Path, source: str, name: str) -> None:
    Output("html", folder=tmp_path / "out").put("<p>", source)
    assert [path.name for path in (tmp_path / "out").iterdir()] == [name]


def test_one_failure_does_not_stop_the_rest_and_the_highest_code_wins(
    line: Line, model: tuple[str, ...], server: Loopback
) -> None:
    Path("bad.txt").write_text("A model refuses this one. It is about an iron ferry.")

    def answer(exchange: Exchange) -> None:
        if b"iron ferry" in exchange.body:
            exchange.give('{"error": {"message": "no"}}', status=401)
        else:
            exchange.complete(json.dumps(DRAFT))

    server.answer = answer
    left = line("bad.txt", "nothere.txt", "depot.txt", *model)
    assert left.code == 4
    assert len(left.out.splitlines()) == 1
    first, second = left.err.splitlines()
    assert first.startswith("error: 'bad.txt': the server at")
    assert second == "error: no such file: 'nothere.txt'; hint: check the path"


@pytest.mark.parametrize("format", ["json", "html"])
def test_several_briefs_are_not_one_document(line: Line, format: str) -> None:
    left = line("depot.txt", "depot.txt", "-m", "rules", "-f", format)
    assert left.code == 2
    assert left.err.startswith("error: 2 briefs do not fit one")


def test_one_file_is_no_place_for_several_briefs(line: Line) -> None:
    left = line("depot.txt", "depot.txt", "-m", "rules", "-o", "depot.txt")
    assert left.code == 2
    assert Path("depot.txt").read_text() == ARTICLE


def test_a_device_is_written_and_not_replaced(line: Line) -> None:
    assert line("depot.txt", "-m", "rules", "-o", "/dev/null").code == 0
    assert Path("/dev/null").is_char_device()


# ------------------------------------------------------------------ the other commands


def test_extract_prints_sentences_whose_offsets_hold(line: Line) -> None:
    facts = line("extract", "depot.txt").json
    assert [s["number"] for s in facts["sentences"]] == [1, 2, 3, 4, 5]
    for sentence in facts["sentences"]:
        assert facts["text"][sentence["start"] : sentence["end"]] == sentence["text"]
    text = line("extract", "depot.txt", "-f", "text").out
    assert text.startswith("[1] 0-31 (heading) Depot fire in Larne injures two\n")


def test_verify_passes_a_brief_that_stands(line: Line) -> None:
    line("depot.txt", "-m", "rules", "-o", "brief.json")
    left = line("verify", "brief.json", "depot.txt")
    assert left.code == 0
    assert left.json["unsupported"] == []
    assert left.json["same_text"] is True
    assert left.err == ""


def test_verify_finds_what_was_changed_by_hand(line: Line, model: tuple[str, ...]) -> None:
    line("depot.txt", *model, "-o", "brief.json")
    brief = json.loads(Path("brief.json").read_text())
    brief["summary"][0]["text"] = "Seven workers were injured in a fire at a tram depot."
    Path("brief.json").write_text(json.dumps(brief))
    left = line("verify", "brief.json", "depot.txt", "-f", "text")
    assert left.code == 1
    assert left.out.startswith("summary[0].text: ")
    assert left.out.endswith("3 items checked, 1 problem\n")


def test_verify_says_when_the_article_is_another(line: Line, model: tuple[str, ...]) -> None:
    line("depot.txt", *model, "-o", "brief.json")
    Path("depot.txt").write_text("Another text altogether. It has two sentences.")
    left = line("verify", "brief.json", "depot.txt")
    assert left.code == 1
    assert left.err.startswith("warning: 'depot.txt' is not the text this brief was made from")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot read the brief"),
        ("not json", "is not JSON"),
        ("[1]", "is no brief"),
        ('{"headline": 1}', "is no brief"),
        ('{"schema_version": "9.0"}', "has schema version '9.0'"),
    ],
)
def test_verify_leaves_with_4_on_what_is_no_brief(
    line: Line, content: str | None, said: str
) -> None:
    if content is not None:
        Path("brief.json").write_text(content)
    left = line("verify", "brief.json", "depot.txt")
    assert left.code == 4
    assert said in left.err
    assert left.err.count("\n") == 1


def test_models_lists_every_server_with_what_it_lacks(line: Line, server: Loopback) -> None:
    server.answer = lambda exchange: exchange.give('{"data": [{"id": "tiny"}]}')
    rows = line("models", "--base-url", f"{server.root}/v1").json
    mine = next(row for row in rows if row["name"] == "base_url")
    assert mine["usable"] is True
    assert mine["models"] == ["tiny"]
    assert any(row["how"] for row in rows if not row["usable"])
    text = line("models", "-f", "text").out
    assert text.startswith("usable now  rules")


def test_status_shows_the_settings_and_no_secret(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMARIZER_API_KEY", KEY)
    monkeypatch.setenv("SUMMARIZER_MODEL", "tiny")
    monkeypatch.setenv("SUMMARIZER_BASE_URL", "http://127.0.0.1:9/v1")
    for format in ("text", "json"):
        left = line("status", "-f", format)
        assert left.code == 0
        assert "tiny" in left.out
        assert KEY not in left.out + left.err
    assert line("status").json["settings"]["api_key"] == "set"


def test_schemas_are_those_of_the_brief_and_of_the_wire(line: Line) -> None:
    assert line("schema").json == Brief.model_json_schema()
    assert line("schema", "draft").json["additionalProperties"] is False


def test_prompts_are_listed_and_shown(line: Line) -> None:
    assert "fingerprint" in line("prompts").out
    assert line("prompts", "list").out == line("prompts").out
    shown = line("prompts", "show", "user")
    assert "$sentences" in shown.out
    unknown = line("prompts", "show", "nothere")
    assert unknown.code == 2
    assert unknown.err.startswith("error: there is no prompt 'nothere'")


def test_a_misspelt_command_is_not_taken_for_a_file(line: Line) -> None:
    left = line("verfy", "a", "b")
    assert left.code == 2
    assert left.err == "error: no such command: 'verfy'; hint: did you mean 'verify'?\n"


@pytest.mark.parametrize(
    "command",
    [[], *([c] for c in "brief extract verify models status schema prompts cache".split())],
)
def test_every_command_has_help(line: Line, command: list[str]) -> None:
    left = line(*command, "-h")
    assert left.code == 0
    assert left.out.startswith("Usage: summarizer")


def test_the_version_is_that_of_the_package(line: Line) -> None:
    from importlib.metadata import version

    assert line("--version").out == f"summarizer {version('summarizer')}\n"


@pytest.mark.parametrize("arguments", [["--nonsense"], ["a.txt", "-f", "xml"], ["extract"]])
def test_wrong_usage_leaves_with_2_and_no_traceback(line: Line, arguments: list[str]) -> None:
    left = line(*arguments)
    assert left.code == 2
    assert left.out == ""
    assert "Traceback" not in left.err


def test_an_article_in_any_script_survives_a_pipe(line: Line) -> None:
    Path("odd.txt").write_text(
        "السلام عليكم. 消防隊は二人が負傷したと述べた。 “Café” — 👩‍🚒 said so."
    )
    out = line("extract", "odd.txt").out
    assert "消防隊は二人が負傷したと述べた。" in out
    assert "👩‍🚒" in out
    assert "\\u" not in out


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("summarizer ver", "verify"),
        ("summarizer brief --str", "--strict"),
        ("summarizer depot.txt --str", "--strict"),
        ("summarizer dep", ""),
    ],
)
def test_a_shell_completes_commands_and_options(
    line: Line, monkeypatch: pytest.MonkeyPatch, words: str, completed: str
) -> None:
    monkeypatch.setenv("_SUMMARIZER_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(len(words.split()) - 1))
    assert line().out.strip() == completed


# ------------------------------------------------------------------ as a process


def started(*arguments: str | Path, **streams: Any) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "summarizer", *map(str, arguments)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=False, **streams)


def test_an_interrupt_leaves_with_130_and_without_a_traceback(
    line: Line, model: tuple[str, ...], server: Loopback
) -> None:
    asked = threading.Event()

    def answer(exchange: Exchange) -> None:
        asked.set()
        server.gone.wait(30)

    server.answer = answer
    with started("depot.txt", *model, "-o", "brief.json") as process:
        assert asked.wait(30)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err == b""
    assert not Path("brief.json").exists()


def test_a_reader_that_goes_away_is_no_error(line: Line) -> None:
    # More than a pipe holds, and many writes, so that one of them must fail.
    Path("long.txt").write_text(ARTICLE * 400)
    with started("extract", "long.txt", "-f", "text", stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.wait(30) != 0
        assert process.stderr is not None
        assert process.stderr.read() == b""


def test_results_are_utf8_and_survive_a_console_that_is_not(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    Path("café.txt").write_text("Un café a brûlé à Larne. Personne n'a été blessé.", "utf-8")
    with started("extract", "café.txt", stdout=subprocess.PIPE) as process:
        out, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    assert "Un café a brûlé" in out.decode("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("depot.txt", "-o", "depot.txt"), "would overwrite its own article"),
        (("depot.txt", "-o", "brief.docx"), "no format is called '.docx'"),
        (("depot.txt", "depot.txt", "-o", "both.json"), "do not fit one file"),
        (("depot.txt", "--language", "english"), "is no language code"),
        (("depot.txt", "-m", "RULES"), "names no server"),
        (("batch", ".", "out"), "lies in its own input"),
    ],
)
def test_what_would_do_harm_is_refused_before_it_does(
    line: Line, arguments: tuple[str, ...], said: str
) -> None:
    left = line(*arguments)
    assert left.code == 2
    assert said in left.err
    assert Path("depot.txt").read_text() == ARTICLE


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk_is_one_line_and_no_traceback(line: Line) -> None:
    command = [sys.executable, "-m", "summarizer", "depot.txt", "-q"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    assert done.returncode == 4
    assert done.stderr.startswith("error: the result cannot be written")
    assert done.stderr.count("\n") == 1
