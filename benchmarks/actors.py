"""Measures which actors the rules engine lists, on labels by people.

    python benchmarks/actors.py KEY.jsonl --scorer SCORE.py [--listed all|primary|wide]

KEY.jsonl holds one article a line with `id` and `text`; SCORE.py is the script that came with it.
The predictions go to a temporary file; the scorer's figures are printed as it prints them.
`wide` lists every entity the engine ranks, named places among them: what a wider net would catch.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from summarizer.document import Document, document
from summarizer.grammar.reading import read
from summarizer.rules.cast import Cast
from summarizer.rules.salience import rank


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("key", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--listed", choices=("all", "primary", "wide"), default="all")
    parser.add_argument("--top", type=int, default=24, help="list no more than this many")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.key.open(encoding="utf-8")]
    started = time.process_time()
    listed = {
        row["id"]: names(document(row["text"], language="en"), options.listed)[: options.top]
        for row in rows
    }
    spent = time.process_time() - started
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for id_, actors in listed.items():
            file.write(json.dumps({"id": id_, "actors": actors}) + "\n")
        file.flush()
        print(score(options.scorer, options.key, file.name))
    count = sum(map(len, listed.values()))
    print(
        f"{count / len(rows):.2f} listed per article; {spent / len(rows) * 1000:.2f} ms per article"
    )


def names(article: Document, listed: str) -> list[str]:
    """The names the engine gives, most salient first."""
    if listed == "wide":
        cast = Cast([read(s.text) for s in article.sentences])
        return [r.entity.name or "" for r in rank(article, cast) if r.entity.name]
    from summarizer.rules import Rules

    draft = Rules().read(article)
    return [a.name for a in draft.actors if listed == "all" or a.prominence == "primary"]


def score(scorer: Path, key: Path, predictions: str) -> str:
    """What the scorer prints; the two that exist differ in how they are called."""
    two_flags = "--pred" in scorer.read_text(encoding="utf-8")
    arguments = ["--key", str(key), "--pred", predictions] if two_flags else [str(key), predictions]
    done = subprocess.run(
        [sys.executable, str(scorer), *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


if __name__ == "__main__":
    main()
