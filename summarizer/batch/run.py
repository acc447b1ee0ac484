"""One run of a batch: its configuration, its folder, and what earlier sessions left there.

OUTPUT/manifest.json                 the run that counts, and how it ended
OUTPUT/run-<configuration>/          one folder a configuration; runs never mix
    manifest.json  plan.jsonl
    part-000000-<digest>.jsonl       records, in the order of the input
    part-000000-<digest>.counts      rows by state and class of failure, tokens
    part-000000-<digest>.journal     only while the part is made
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from summarizer.batch.folder import alone, changes, manifest, spooled
from summarizer.batch.ledger import Form, Journal, Place, Tally, cannot_write, tally, write_whole
from summarizer.batch.plan import Inputs, Part, Plan, find
from summarizer.batch.rows import Reading
from summarizer.batch.task import Task, Via
from summarizer.batch.watch import Watch
from summarizer.brief import SCHEMA_VERSION
from summarizer.errors import BudgetError
from summarizer.settings import Settings

PART_ROWS = 200
Runner = Callable[[Task, Iterator[Part], int, Watch], None]


@dataclass(frozen=True, slots=True)
class Job:
    """What a user asks for."""

    input: str
    """A file, a folder, a glob, or "-" for JSONL on standard input."""
    output: Path
    settings: Settings
    reading: Reading = field(default_factory=Reading)
    retry_failed: bool = False
    part_rows: int = PART_ROWS
    via: Via = None
    form: Form = "jsonl"


@dataclass(slots=True)
class Report:
    """How a session ended."""

    folder: Path
    rows: int
    total: Tally
    complete: bool
    spent: float | None
    """US dollars, all sessions of this run."""


def configuration(settings: Settings, reading: Reading) -> dict[str, Any]:
    """Everything that a brief depends on, besides its article."""
    about: dict[str, Any] = {
        "model": settings.model,
        "schema": SCHEMA_VERSION,
        "summarizer": version("summarizer"),
        "language": reading.language,
    }
    if settings.uses_rules:
        from summarizer.rules.engine import VERSION

        return about | {"rules": VERSION}
    from summarizer.model import prompts

    return about | {
        "base_url": settings.endpoint.base_url,
        "prompt": prompts.fingerprint(),
        "temperature": settings.temperature,
        "max_output_tokens": settings.max_output_tokens,
        "repairs": settings.repairs,
    }


def name_of(configured: dict[str, Any]) -> str:
    """The name of the folder of all runs with this configuration."""
    canonical = json.dumps(configured, sort_keys=True)
    return f"run-{hashlib.sha256(canonical.encode()).hexdigest()[:10]}"


# ------------------------------------------------------------------ the session


def perform(job: Job, runner: Runner, workers: int, watching: Callable[[Run], Watch]) -> Report:
    """Do what is left of a batch; ConfigError, InputError, or what stopped the run for every row.

    `watching` is called once it is known how much there is.
    """
    with alone(job.output):
        run = Run.open(job)
        watch = watching(run)
        return run.work(runner, workers, watch)


@dataclass
class Run:
    """A run in its folder. Make one with `open`."""

    job: Job
    folder: Path
    plan: Plan
    notes: list[str]
    """What a user should know before it begins."""
    before: Tally = field(default_factory=Tally)
    """Rows that are finished already."""
    spent_before: float = 0.0
    unpriced: bool = False
    """An earlier session did not know its price."""

    @classmethod
    def open(cls, job: Job) -> Run:
        """Find or make the folder and the plan, and count what is there."""
        configured = configuration(job.settings, job.reading)
        folder = job.output / name_of(configured)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            words = str(spooled(job.output)) if job.input == "-" else job.input
        except OSError as error:
            raise cannot_write(job.output, error) from error
        inputs = find(words, job.output)
        notes = changes(job.output, folder, configured)
        if inputs.skipped:
            kinds = ", ".join(f"{number} {kind}" for kind, number in inputs.skipped.most_common(5))
            notes.append(f"files that hold no article are left out: {kinds}")
        for torn in folder.glob(".part-*.[0-9]*"):  # left by a process that was killed
            torn.unlink(missing_ok=True)
        run = cls(job, folder, _planned(folder, inputs, job.part_rows, notes), notes)
        try:
            run._count()
            run.save(configuration=configured, complete=False)
        except OSError as error:
            raise cannot_write(job.output, error) from error
        return run

    def _count(self) -> None:
        for part in self.plan:
            place = Place(self.folder, part)
            done = place.done()
            if done is not None and not (self.job.retry_failed and done.failed):
                self.before.add(done)
            elif done is not None:
                self.before.add(replace(done, failed=0, failures={}))
            elif place.journal.exists():
                journal = Journal(place.journal)
                for line in journal.records():
                    self.before.add(tally(json.loads(line)))
                journal.close()
        # The manifest also counts rows that failed; the records, what came after it was written.
        known = manifest(self.folder).get("cost", 0.0)
        self.unpriced = known is None
        self.spent_before = max(known or 0.0, self.before.cost)

    def left(self) -> Iterator[Part]:
        """The parts that are still to be made."""
        for part in self.plan:
            done = Place(self.folder, part).done()
            if done is None or (self.job.retry_failed and done.failed):
                yield part

    def work(self, runner: Runner, workers: int, watch: Watch) -> Report:
        """Run what is left and say how it ended."""
        watch.saved = lambda _part, _tally: self.save(cost=self._spent(watch))
        if self.before.rows < self.plan.rows or next(self.left(), None):
            task = Task(
                self.folder.resolve(),
                self._settings(),
                self.job.reading,
                self.job.retry_failed,
                self.job.via,
                self.job.form,
            )
            try:
                runner(task, self.left(), workers, watch)
            finally:
                self.save(cost=self._spent(watch))
        total, complete = self._total(watch)
        self.save(
            complete=complete,
            cost=self._spent(watch),
            states={"brief": total.brief, "unsupported": total.unsupported, "failed": total.failed},
            failures=total.failures,
            tokens={"input": total.input_tokens, "output": total.output_tokens},
            finished=_now() if complete else None,
        )
        return Report(self.folder, self.plan.rows, total, complete, self._spent(watch))

    def _settings(self) -> Settings:
        """The ceiling counts what earlier sessions of this run have spent."""
        most = self.job.settings.max_cost
        if most is None:
            return self.job.settings
        if self.spent_before >= most:
            raise BudgetError(
                f"${self.spent_before:.4f} of ${most:.4f} are spent on this run already",
                hint="raise --max-cost",
            )
        return replace(self.job.settings, max_cost=most - self.spent_before)

    def _spent(self, watch: Watch) -> float | None:
        if self.unpriced or watch.spent is None:
            return None
        return self.spent_before + watch.spent

    def _total(self, watch: Watch) -> tuple[Tally, bool]:
        total = Tally()
        for part in self.plan:
            done = Place(self.folder, part).done()
            if done is None:
                # Unfinished: what was counted on the way is what there is.
                total = Tally()
                total.add(self.before)
                total.add(watch.now)
                return total, False
            total.add(done)
        return total, True

    def save(self, **news: Any) -> None:
        """Bring the manifest up to date, in the run's folder and in OUTPUT."""
        known = {
            "run": self.folder.name,
            "started": _now(),
            "input": self.job.input,
            **manifest(self.folder),
            "rows": self.plan.rows,
            "parts": self.plan.parts,
            **news,
        }
        text = json.dumps(known, indent=2, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        try:
            write_whole(self.folder / "manifest.json", text)
            write_whole(self.job.output / "manifest.json", text)
        except OSError as error:
            raise cannot_write(self.job.output, error) from error


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _planned(folder: Path, inputs: Inputs, size: int, notes: list[str]) -> Plan:
    """The plan there is, when the input is what it was; else a new one."""
    path = folder / "plan.jsonl"
    plan = Plan.load(path)
    if plan is not None and plan.inputs == inputs.digest:
        return plan  # its part size stands: other parts would be other work
    made = Plan.make(path, inputs, plan.size if plan else size)
    names = {part.name for part in made}
    if stale := [p for p in folder.glob("part-*") if p.stem not in names]:
        aside = folder / "superseded"
        aside.mkdir(exist_ok=True)
        for old in stale:
            old.replace(aside / old.name)
        gone = len({p.stem for p in stale})
        notes.append(
            f"the input has changed: {gone:,} of the parts made before no longer fit it and lie in "
            f"{str(aside)!r}; their rows are made anew"
        )
    return made
