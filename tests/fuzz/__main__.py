"""`make fuzz` (ONLY=card,sync MINUTES=5): each parser under a fuzzer guided by coverage; what it found waits for the next run.

The corpus stays in build/fuzz/<target>; an input that breaks a parser is copied to tests/fuzz/found/<target>, where
`make test` tries it again for ever. Seconds and inputs add up in docs/trust.md.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import click

from tests.evidence import keeping
from tests.fuzz.targets import TARGETS, Target
from tests.tools import environment

ROOT = keeping.ROOT
FOUND = ROOT / "tests" / "fuzz" / "found"
INPUT_SECONDS_MAX = 5  # instrumented code is several times slower; a promise of 1 s stands behind it
BYTES_MAX = 65_536


@click.command()
@click.option("--only", default="", help="Targets, with commas. None: all of them.")
@click.option("--minutes", type=float, default=1.0, help="For each target.")
def main(*, only: str, minutes: float) -> None:
    asked = [name for name in only.split(",") if name] or list(TARGETS)
    broken = [name for name in asked if not _run(TARGETS[name], minutes)]
    if broken:
        sys.exit(f"found something: {', '.join(broken)} (tests/fuzz/found)")


def _run(target: Target, minutes: float) -> bool:
    corpus, found = ROOT / "build" / "fuzz" / target.name, FOUND / target.name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds):
        (corpus / f"seed{number}").write_bytes(seed)
    began = time.monotonic()
    done = _guided(target, corpus, minutes)
    told = done.stdout + done.stderr
    inputs = int((re.findall(r"stat::number_of_executed_units:\s*(\d+)", told) or ["0"])[-1])
    _say(f"{'✓' if done.returncode == 0 else '✗'} {target.name}: {inputs:,} inputs")
    if inputs:
        keeping.counted("R34", inputs=inputs, seconds=round(time.monotonic() - began))
    if done.returncode:
        _keep(corpus.parent, found, told)
    return done.returncode == 0


def _guided(target: Target, corpus: Path, minutes: float) -> subprocess.CompletedProcess[str]:
    options = [
        f"-max_total_time={round(minutes * 60)}", f"-timeout={INPUT_SECONDS_MAX}", f"-max_len={BYTES_MAX}",
        "-rss_limit_mb=3000", "-print_final_stats=1", f"-artifact_prefix={corpus.parent}/{target.name}-", str(corpus),
    ]  # fmt: skip
    command = [str(environment.PYTHON), "-m", "tests.fuzz.guided", target.name, *options]
    return subprocess.run(
        command, cwd=ROOT, env=environment.with_our_packages(), capture_output=True, text=True, check=False
    )


def _keep(from_folder: Path, found: Path, told: str) -> None:
    sys.stderr.write(told[-3000:])
    found.mkdir(parents=True, exist_ok=True)
    for path in from_folder.glob(f"{found.name}-*"):
        os.replace(path, found / path.name.removeprefix(f"{found.name}-"))


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    os.environ.setdefault("EVIDENCE", "1")
    main()
