"""The stub server that other benchmarks are measured against: started, asked how it fared, stopped.

The script is the caller's: it serves an OpenAI-compatible endpoint on loopback and knows the
options --port, --ready-file and --reply, and GET /stats.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class Stub:
    """A running stub server."""

    def __init__(self, url: str) -> None:
        self.url = url if url.endswith("/v1") else f"{url}/v1"

    @property
    def options(self) -> tuple[str, ...]:
        """What points a command line at it."""
        return ("-m", "stub", "--base-url", self.url)

    def stats(self) -> dict[str, Any]:
        """What it has been asked so far."""
        with urllib.request.urlopen(f"{self.url[:-3]}/stats") as response:
            found: dict[str, Any] = json.load(response)
        return found


@contextmanager
def stub(script: Path, answer: dict[str, Any], *options: str) -> Iterator[Stub]:
    """A server that gives this answer, cut to the fields that a request's schema asks for."""
    with tempfile.TemporaryDirectory() as folder:
        ready, reply = Path(folder, "ready"), Path(folder, "reply.py")
        reply.write_text(
            f"WHOLE = {answer!r}\n"
            "def reply(req):\n"
            "    return {k: WHOLE[k] for k in req['schema']['properties']}\n",
            "utf-8",
        )
        command = [sys.executable, str(script), "--port", "0", "--ready-file", str(ready)]
        process = subprocess.Popen(
            [*command, "--reply", str(reply), *options], stdout=subprocess.DEVNULL
        )
        try:
            while not (ready.exists() and ready.read_text("utf-8").strip()):
                if process.poll() is not None:
                    raise SystemExit("the stub did not start")
                time.sleep(0.05)
            yield Stub(ready.read_text("utf-8").strip().rstrip("/"))
        finally:
            process.terminate()
            process.wait(10)
