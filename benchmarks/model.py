"""The model path against a stub server: client CPU and memory, throughput, faults, overload.

    python benchmarks/model.py --stub PATH/stub_llm.py [--only overhead throughput faults overload]

STUB is a script that serves an OpenAI-compatible endpoint on loopback and knows the options
--port, --ready-file, --latency, --reply, --faults, --seed and --max-inflight. It is started and
stopped here, on a free port. Results are printed; nothing is written.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from stub_server import stub

BODY = (
    "A cargo ferry capsized off the northern harbour of Port Maren late on Sunday.",
    "At least 14 people were killed, the coast guard said on Monday.",
    "Another 31 passengers were injured, according to the health ministry.",
    "The vessel had left the island of Tessa with about 200 people on board.",
    "Transport minister Ilse Brandt promised that the ferry company would be inspected within a "
    "month.",
    "The company, Maren Lines, said it would pay for the funerals of the victims.",
    "Union leader Jonas Okoye said that the crew had warned of a leak two weeks earlier.",
    "Maren Lines denied that it had received any warning.",
    "It is not yet known why the ferry turned over in calm water.",
    "Divers searched the wreck through the night with lamps and a borrowed sonar.",
    "Shops along the quay stayed closed on Monday and the town hall lowered its flag.",
    "The harbour master described a scene of confusion as small boats rushed to help.",
)
PADDING = (
    "Fishermen who had been mending nets on the quay were among the first to put out, and several "
    "of them spent the night ferrying blankets and lamps between the slipway and the breakwater.",
)
REPLY: dict[str, Any] = {
    "actors": [
        {"evidence": [5], "name": "Ilse Brandt", "aliases": [], "kind": "person",
         "role": "Transport minister", "part": "promised an inspection", "prominence": "primary"},
        {"evidence": [6], "name": "Maren Lines", "aliases": [], "kind": "company", "role": None,
         "part": "said it would pay for the funerals", "prominence": "primary"},
        {"evidence": [7], "name": "Jonas Okoye", "aliases": [], "kind": "person",
         "role": "Union leader", "part": "said that the crew had warned of a leak",
         "prominence": "secondary"},
    ],
    "commitments": [
        {"evidence": [6], "by": ["Maren Lines"], "to": [], "action": "pay for the funerals of the "
         "victims", "force": "pledge", "negated": False, "condition": None, "deadline": None,
         "status": "made", "speaker": None},
    ],
    "casualties": [
        {"evidence": [2], "effect": "killed", "count": "At least 14", "who": "people",
         "incident": "cargo ferry capsized", "where": None, "when": None, "scope": "incident",
         "part_of": None, "speaker": "the coast guard", "disputed": False},
        {"evidence": [3], "effect": "injured", "count": "31", "who": "passengers",
         "incident": None, "where": None, "when": None, "scope": "incident", "part_of": None,
         "speaker": "the health ministry", "disputed": False},
    ],
    "questions": [
        {"evidence": [9], "question": "Why did the ferry turn over in calm water?",
         "kind": "unknown", "positions": []},
    ],
    "summary": [
        {"evidence": [1], "text": "A cargo ferry capsized off the northern harbour of Port Maren."},
        {"evidence": [2], "text": "At least 14 people were killed, the coast guard said."},
    ],
    "headline": {"evidence": [1], "text": "A cargo ferry capsized off Port Maren"},
}  # fmt: skip


def article(number: int) -> Any:
    """Document number `number`: about 600 words, each one different."""
    from summarizer.document import Document, Sentence, Span

    texts = [*BODY, f"It was the accident number {number} in the register.", *(PADDING * 15)]
    sentences, start = [], 0
    for n, text in enumerate(texts, 1):
        sentences.append(Sentence(n, Span(start, start + len(text)), text))
        start += len(text) + 1
    return Document(
        " ".join(texts), tuple(sentences), title="Ferry", published=date(2026, 3, 2), language="en"
    )


# ------------------------------------------------------------------ what is measured, in a child


def ours(url: str, *, whole: bool, **chosen: Any) -> tuple[Callable[[int], Awaitable[object]], Any]:
    """One article through the package: `whole` includes grounding; and the engine, to close."""
    from summarizer.model.engine import LanguageModel
    from summarizer.settings import Settings

    engine = LanguageModel(Settings(model="stub", base_url=url, cache=False, **chosen))
    if whole:
        from summarizer.pipeline import brief

        return lambda n: brief(article(n), engine), engine
    return lambda n: engine.draft(article(n)), engine


def bare(url: str) -> tuple[Callable[[int], Awaitable[object]], Any]:
    """The same request by the provider's client alone, answer parsed."""
    import openai

    from summarizer.brief import Draft
    from summarizer.model import prompts, wire

    client = openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=0)

    async def one(number: int) -> object:
        document = article(number)
        messages: Any = prompts.opening(document, prompts.boundary(document))
        form: Any = wire.response_format(Draft)
        answer = await client.chat.completions.create(
            model="stub", messages=messages, response_format=form, max_tokens=6000, temperature=0
        )
        return Draft.model_validate_json(answer.choices[0].message.content or "")

    return one, client


async def in_flight(
    work: Callable[[int], Awaitable[object]], count: int, most: int
) -> tuple[int, Counter[str]]:
    """Run `count` articles, `most` at a time; how many came through, and the failures by kind."""
    places, failures = asyncio.Semaphore(most), Counter[str]()

    async def one(number: int) -> bool:
        async with places:
            try:
                await work(number)
            except Exception as error:
                failures[f"{type(error).__name__}: {error}"] += 1
                return False
        return True

    done = await asyncio.gather(*(one(n) for n in range(count)))
    return sum(done), failures


async def measure(name: str, url: str, client: str, count: int, most: int) -> dict[str, Any]:
    """Times, memory and outcomes of one way to do `count` articles."""
    work, owner = (
        bare(url) if client == "bare" else ours(url, whole=client == "brief", concurrency=most)
    )
    # Imports and, where nothing is refused, connections.
    await in_flight(work, 20 if name in ("overhead", "throughput") else 1, most)
    cpu, wall = time.process_time(), time.perf_counter()
    done, failures = await in_flight(lambda n: work(n + 1000), count, most)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    await (owner.close() if client == "bare" else owner.aclose())
    return {
        "done": done, "of": count, "cpu_ms": round(cpu / count * 1000, 2), "wall_s": round(wall, 2),
        "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "failures": dict(failures.most_common(3)),
    }  # fmt: skip


def child(name: str, url: str, client: str, count: int, most: int) -> dict[str, Any]:
    """`measure` in a process of its own, so that its memory is its own."""
    command = [sys.executable, __file__, "--child", name, url, client, str(count), str(most)]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    result: dict[str, Any] = json.loads(out.splitlines()[-1])
    return result


# ------------------------------------------------------------------ the four questions


def overhead(script: Path, clients: Sequence[str]) -> None:
    print("client CPU per article, one at a time, server at 0 ms (bar: < 5 ms, < 90 MB)")
    with stub(script, REPLY) as server:
        for client in clients:
            got = child("overhead", server.url, client, 300, 1)
            print(f"  {client:6} {got['cpu_ms']:6.2f} ms  {got['rss_mb']} MB  {got['failures']}")


def throughput(script: Path, clients: Sequence[str]) -> None:
    ideal = 200 * 0.3 / 16
    print(f"200 articles, 16 at a time, server at 300 ms; ideal {ideal:.2f} s (bar: 1.15)")
    with stub(script, REPLY, "--latency", "300") as server:
        for client in clients:
            got = child("throughput", server.url, client, 200, 16)
            ratio = got["wall_s"] / ideal
            print(
                f"  {client:6} {got['wall_s']:6.2f} s  {ratio:.2f} x ideal  {got['cpu_ms']} ms CPU"
            )


FAULTS = "429:0.1,500:0.05,reset:0.02,truncate:0.05,badjson:0.05,slow:0.02"


def faults(script: Path, clients: Sequence[str]) -> None:
    print(f"200 articles with faults {FAULTS} (bar: 200 of 200)")
    for seed in ("1", "2", "3"):
        options = ("--latency", "100", "--seed", seed, "--faults", FAULTS)
        with stub(script, REPLY, *options) as server:
            for client in clients:
                if client == "bare":
                    continue
                got = child("faults", server.url, client, 200, 16)
                done, wall = f"{got['done']} of {got['of']}", got["wall_s"]
                print(f"  seed {seed} {client:6} {done}  {wall:.1f} s  {got['failures']}")


def overload(script: Path, clients: Sequence[str]) -> None:
    ideal = 200 * 0.1 / 4
    print(f"a server that takes 4 at a time, 100 ms, 16 clients; ideal {ideal:.1f} s (bar: 1.5)")
    with stub(script, REPLY, "--latency", "100", "--max-inflight", "4") as server:
        for client in clients:
            got = child("overload", server.url, client, 200, 16)
            done, wall = f"{got['done']} of {got['of']}", got["wall_s"]
            print(f"  {client:6} {done}  {wall:.2f} s  {wall / ideal:.2f} x ideal")


def main() -> None:
    questions = {f.__name__: f for f in (overhead, throughput, faults, overload)}
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--stub", type=Path, help="the stub server's script")
    parser.add_argument("--only", nargs="*", choices=questions, default=list(questions))
    parser.add_argument("--child", nargs=5, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        name, url, client, count, most = given.child
        print(json.dumps(asyncio.run(measure(name, url, client, int(count), int(most)))))
        return
    if given.stub is None:
        parser.error("--stub is needed")
    clients = ["bare", "draft"]
    try:
        import summarizer.pipeline  # noqa: F401

        clients.append("brief")
    except ImportError:
        print("(no pipeline: grounding is not measured)")
    for name in given.only:
        questions[name](given.stub, clients)


if __name__ == "__main__":
    main()
