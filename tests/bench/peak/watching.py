"""Who uses the two cores, and how much memory the workers hold (Linux: /proc)."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

from config import postgres

_TICKS = os.sysconf("SC_CLK_TCK")
CORES = os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Moment:
    """Seconds of processor time so far, by whom, and when that was."""

    at: float
    load: float
    web: float
    database: float
    whole: float


class Watch:
    """`master` is gunicorn's first process: its children are the workers."""

    def __init__(self, master: int) -> None:
        self.master = master

    @classmethod
    def of(cls, port: int) -> Watch:
        """The gunicorn that this process started on `port`."""
        for pid in _children(os.getpid()):
            if f"localhost:{port}".encode() in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0"):
                return cls(pid)
        raise SystemExit(f"nobody serves on {port}")

    def workers(self) -> list[int]:
        return _children(self.master)

    def now(self) -> Moment:
        """Of processes that have ended only what their parent was told."""
        database = _postmaster()
        return Moment(
            time.monotonic(), sum(os.times()[:2]), _seconds(self.master, True) + sum(map(_seconds, self.workers())),
            _seconds(database, True) + sum(map(_seconds, _children(database))), _busy(),
        )  # fmt: skip

    def memory_mb(self) -> dict[int, float]:
        """Resident memory of each worker, what it shares with others included."""
        return {pid: round(_memory_kb(pid) / 1024, 1) for pid in self.workers()}


def shares(before: Moment, after: Moment) -> dict[str, float]:
    """Percent of all cores between two moments; `others` is what else this machine did."""
    cores = (after.at - before.at) * CORES
    load, web, database, whole = (
        round(100 * (getattr(after, name) - getattr(before, name)) / cores, 1)
        for name in ("load", "web", "database", "whole")
    )
    others = round(max(0.0, whole - load - web - database), 1)
    return {"load": load, "web": web, "database": database, "others": others}


def growth_percent(before: dict[int, float], after: dict[int, float]) -> float:
    """Of the worker that grew most. A worker that was not there before counts as one that doubled: none may end."""
    grown = [100 * (size / before[pid] - 1) if pid in before else 100.0 for pid, size in after.items()]
    return round(max(grown, default=100.0), 1)


def _seconds(pid: int, with_ended: bool = False) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return sum(map(int, fields[11 : 15 if with_ended else 13])) / _TICKS


def _busy() -> float:
    """Seconds in which any core of the machine worked."""
    user, nice, system, _idle, _waits, hard, soft, *_ = map(int, Path("/proc/stat").read_text().split()[1:11])
    return (user + nice + system + hard + soft) / _TICKS


def _children(parent: int) -> list[int]:
    path = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(pid) for pid in path.read_text().split()]


def _postmaster() -> int:
    return int((postgres.home() / "data" / "postmaster.pid").read_text().split()[0])


def _memory_kb(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))
