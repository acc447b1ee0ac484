"""How well the rules find the casualties, and the actors, of labelled articles.

  python benchmarks/casualties.py KEY.jsonl [KEY.jsonl …] --scorer SCORE.py [--audit FILE]

A line of KEY holds "id" and "text", and whatever the scorer reads beside them. The scorer is
called as `SCORE.py --key KEY --pred PREDICTIONS`; predictions hold "id", "actors" (names) and
"casualties" with "kind", "min", "max" and "who_text". Zeros are left out of them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from summarizer import quantities
from summarizer.brief import DraftCasualty
from summarizer.document import document
from summarizer.errors import SummarizerError
from summarizer.rules.engine import Rules

KINDS = {"injured": "wounded", "captured": "kidnapped"}


def prediction(item: DraftCasualty) -> dict[str, object]:
    """A drafted casualty in the scorer's words."""
    count = quantities.parse(item.count)
    who = item.who or ""
    return {
        "kind": KINDS.get(item.effect, item.effect),
        "min": None if count is None else count.min,
        "max": None if count is None else count.max,
        "who_text": who,
        "count": item.count,
        "evidence": item.evidence,
    }


def predictions(text: str, engine: Rules) -> dict[str, list[object]]:
    """What the rules find in an article."""
    try:
        draft = engine.read(document(text))
    except SummarizerError:
        return {"casualties": [], "actors": []}
    told = [prediction(item) for item in draft.casualties]
    # The keys leave out those who were not harmed, so a zero could only count as a false alarm.
    harmed: list[object] = [item for item in told if item["max"] != 0]
    return {"casualties": harmed, "actors": [actor.name for actor in draft.actors]}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("key", nargs="+", type=Path)
    parser.add_argument("--scorer", required=True, type=Path)
    parser.add_argument(
        "--audit", type=Path, help="where the scorer writes misses and false alarms"
    )
    parser.add_argument("--keep", type=Path, help="where to keep the predictions")
    options = parser.parse_args()
    engine = Rules()
    with tempfile.TemporaryDirectory() as folder:
        target = options.keep or Path(folder) / "predictions.jsonl"
        started, articles = time.process_time(), 0
        with target.open("w", encoding="utf-8") as out:
            for path in options.key:
                for line in path.read_text("utf-8").splitlines():
                    row = json.loads(line)
                    articles += 1
                    told = {"id": row["id"], **predictions(row["text"], engine)}
                    out.write(json.dumps(told) + "\n")
        spent = time.process_time() - started
        print(
            f"{articles} articles, {1000 * spent / articles:.2f} ms of CPU each, the whole engine"
        )
        command = [sys.executable, str(options.scorer), "--key", *map(str, options.key)]
        command += ["--pred", str(target)]
        command += ["--audit", str(options.audit)] if options.audit else []
        sys.exit(subprocess.run(command, check=False).returncode)


if __name__ == "__main__":
    main()
