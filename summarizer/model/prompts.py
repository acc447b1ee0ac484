"""What a model is told: the files of `prompts/`, found, filled and fingerprinted."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template

from summarizer.brief import Draft, Unsupported
from summarizer.document import Document
from summarizer.model.wire import schema_text

Message = dict[str, str]

VARIABLES: Mapping[str, frozenset[str]] = {
    "system": frozenset(),
    "user": frozenset({"boundary", "title", "published", "sentences"}),
    "repair": frozenset({"problems"}),
    "reask": frozenset({"problems"}),
    "part": frozenset({"fields", "most"}),
    "card": frozenset({"schema"}),
}
"""The files of `prompts/brief/`, each with the variables it uses."""


def root() -> Traversable:
    """The folder of prompts: shipped in the wheel, or beside the package in a checkout."""
    shipped = files("summarizer") / "_prompts"
    return shipped if shipped.is_dir() else Path(__file__).resolve().parents[2] / "prompts"


@cache
def text(name: str) -> str:
    """The file `brief/<name>.md` as it stands, without the newline that ends it."""
    return (root() / "brief" / f"{name}.md").read_text("utf-8").rstrip("\n")


def fill(name: str, **values: object) -> str:
    """The file with its variables replaced, once: a `$` inside a value stays what it is."""
    return Template(text(name)).substitute(values)


@cache
def fingerprint() -> str:
    """Twelve hexadecimal digits that move with any change of the files or of the wire schema."""
    digest = hashlib.sha256(schema_text(Draft).encode())
    for name in VARIABLES:
        digest.update(b"\0" + text(name).encode())
    return digest.hexdigest()[:12]


# Whoever writes an article must not be able to write the line that ends it. A keyed hash of the
# text under a secret of this process is unguessable, and yet the same for the re-asks, the parts
# and the repair of one article, which a provider's prompt cache then bills at a fraction.
_SECRET = secrets.token_bytes(32)


def boundary(document: Document) -> str:
    """The word on either side of everything that comes from outside; it occurs nowhere in it."""
    outside = f"{document.title}\n{document.text}"
    draw = 0
    while True:
        seed = f"{draw}:{document.digest}".encode()
        word = hmac.new(_SECRET, seed, hashlib.sha256).hexdigest()[:16]
        if word not in outside:
            return word
        draw += 1


def opening(document: Document, word: str) -> list[Message]:
    """The system message and the article, between two lines that hold `word`."""
    user = fill(
        "user",
        boundary=word,
        # One line: a title with line breaks could imitate the form of the sentences.
        title=" ".join((document.title or "none").split()),
        published=document.published.isoformat() if document.published else "unknown",
        sentences=document.numbered(),
    )
    return [{"role": "system", "content": text("system")}, {"role": "user", "content": user}]


def in_part(messages: Sequence[Message], fields: Sequence[str], most: int) -> list[Message]:
    """The same request for some fields only; the same bytes up to the end of the first message."""
    ending = fill("part", fields=", ".join(fields), most=most)
    # Not a message of its own: several chat templates refuse two user messages in a row.
    *before, last = messages
    return [*before, {**last, "content": f"{last['content']}\n\n{ending}"}]


def correction(
    messages: Sequence[Message], draft: Draft, problems: Sequence[Unsupported]
) -> list[Message]:
    """The opening, the model's own draft, and what the article does not bear out."""
    return [
        *messages,
        {"role": "assistant", "content": draft.model_dump_json()},
        {"role": "user", "content": fill("repair", problems="\n".join(map(_line, problems)))},
    ]


def _line(problem: Unsupported) -> str:
    lists = {
        "actor": "actors", "commitment": "commitments", "casualty": "casualties",
        "question": "questions", "position": "positions",
    }  # fmt: skip
    name = lists.get(problem.kind, problem.kind)
    where = name if problem.kind == "headline" else f"{name}[{problem.index}]"
    field = f".{problem.field}" if problem.field else ""
    return f"- {where}{field}: {problem.message}"


def card(schema: str) -> str:
    """What the system message ends with for a server that takes no schema."""
    return fill("card", schema=schema)
