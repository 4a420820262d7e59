"""Many municipalities on many machines (Dask): one task to read each, one to study each. Whatever a worker's death
takes away is done again elsewhere; what was finished in an earlier run is not done again at all.

Workers see DIR and OUT under the same paths. Without a scheduler's address a small cluster of this machine is made.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from distributed import Client, LocalCluster, as_completed

from ibasho.base.kernel.errors import Conflict, DomainError
from ibasho.base.kernel.geo import BoundingBox
from ibasho.rooms.reach.datasets.cities import work
from ibasho.rooms.reach.datasets.cities.folders import folders
from ibasho.rooms.reach.datasets.cities.merging import meets
from ibasho.rooms.reach.datasets.cities.studying import Asked
from ibasho.rooms.reach.datasets.cities.work import Read
from ibasho.rooms.reach.rules.estimate import Measured

WORKERS = 2  # on this machine, where no scheduler is named
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Progress:
    """`step` read or study; `left` seconds, None before anything is done."""

    step: str
    done: int
    total: int
    code: str
    left: float | None


@dataclass(slots=True)
class Report:
    """`results` by code · `failed` code → why · `kept` how many were finished before · `read` what was read."""

    results: dict[str, dict[str, Any]] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    kept: int = 0
    read: list[Read] = field(default_factory=list)
    workers: int = 1
    seconds: float = 0.0


Tell = Callable[[Progress], None]


def silent(_progress: Progress) -> None:
    return None


@contextmanager
def cluster(address: str = "", workers: int = WORKERS) -> Iterator[Client]:
    """A client of the scheduler at `address`, or of a cluster on this machine that talks over loopback alone."""
    if address:
        with Client(address) as client:
            yield client
        return
    with (
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            host=LOOPBACK,
            dashboard_address=f"{LOOPBACK}:0",
            processes=True,
        ) as here,
        Client(here) as client,
    ):
        yield client


def run(root: Path, out: Path, asked: Asked, client: Client, tell: Tell = silent) -> Report:
    """Raises Invalid where DIR has no municipality, Conflict where a worker runs another version of the engine; a
    municipality that fails is reported and stops nobody."""
    begun = monotonic()
    _refuse_other_versions(client)
    report = Report(workers=max(1, len(client.scheduler_info()["workers"])))
    found = folders(root)
    jobs = {folder.code: (work.read, (folder, out, asked)) for folder in found}
    report.read += [one for _, one in _done(client, jobs, "read", report, tell)]
    report.read.sort(key=lambda one: one.code)
    for code, result in _done(client, _studies(report, out, asked), "study", report, tell):
        report.results[code] = result
    report.results = dict(sorted(report.results.items()))
    report.seconds = monotonic() - begun
    work.written(out / "summary.json", json.dumps(totals(report), ensure_ascii=False, indent=1).encode())
    return report


def _refuse_other_versions(client: Client) -> None:
    if any(version != work.VERSION for version in client.run(work.ready).values()):
        raise Conflict(
            "reach.worker_version",
            "プログラムの版が ちがうワーカーが います。すべての計算機に 同じ版を 入れて、ワーカーを 始めなおしてください。",
        )


def serial(root: Path, out: Path, asked: Asked) -> Report:
    """The same on one machine, one after another: what a cluster must agree with."""
    report = Report()
    for folder in folders(root):
        report.read.append(work.read(folder, out, asked))
    for code, (do, given) in _studies(report, out, asked).items():
        report.results[code] = do(*given)
    return report


Jobs = dict[str, tuple[Callable[..., Any], tuple[Any, ...]]]


def _studies(report: Report, out: Path, asked: Asked) -> Jobs:
    """The municipalities still to study; those of an earlier run go straight into the report."""
    jobs: Jobs = {}
    for one in report.read:
        near = neighbours(one, report.read, asked)
        mark = work.mark_of(one, near, asked)
        known = work.kept(out, one.code, mark)
        if known is None:
            jobs[one.code] = (work.study, (one, near, mark, out, asked))
        else:
            report.results[one.code] = known
            report.kept += 1
    return jobs


def neighbours(one: Read, all_read: Sequence[Read], asked: Asked) -> list[Read]:
    """Those whose box meets this one's, grown by the margin."""
    reach = BoundingBox(*one.box).grown(asked.margin_metres)
    return [other for other in all_read if other.code != one.code and meets(reach, BoundingBox(*other.box))]


def _done(client: Client, jobs: Jobs, step: str, report: Report, tell: Tell) -> Iterator[tuple[str, Any]]:
    """(code, answer) of each job as it ends; a failed one goes into the report with its reason."""
    begun, done = monotonic(), 0
    futures = {client.submit(do, *given, pure=False): code for code, (do, given) in jobs.items()}
    for future in as_completed(list(futures)):
        code, done = futures[future], done + 1
        if future.status == "finished":
            yield code, future.result()
        else:
            report.failed[code] = _why(future.exception())
        future.release()
        tell(Progress(step, done, len(futures), code, (monotonic() - begun) / done * (len(futures) - done)))


def _why(error: BaseException | None) -> str:
    return str(error) if isinstance(error, DomainError) else f"{type(error).__name__}: {error}"[:300]


def totals(report: Report) -> dict[str, Any]:
    """All municipalities together: figures are sums over them."""
    figures: dict[str, dict[str, Any]] = {}
    for result in report.results.values():
        for key, one in result["figures"].items():
            figures[key] = _added(figures[key], one) if key in figures else one
    return {
        "cities": len(report.results), "kept": report.kept, "failed": report.failed,
        "children": round(sum(result["children"] for result in report.results.values()), 3),
        "figures": figures,
    }  # fmt: skip


def _added(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "blank": [round(a + b, 3) for a, b in zip(one["blank"], other["blank"], strict=True)],
        **{name: round(one[name] + other[name], 3) for name in ("half_hours", "kinds", "asked")},
    }


def measured(report: Report) -> Measured:
    """What this run took, for an estimate of the whole country."""
    studied = [result["measured"] for result in report.results.values()]
    fresh = [one for one in report.read if not one.again]
    return Measured(
        cities=len(report.results),
        nodes=sum(result["counts"]["nodes_own"] for result in report.results.values()),
        read_cities=len(fresh),
        read_seconds=sum(one.seconds for one in fresh),
        study_seconds=sum(one["seconds"] for one in studied),
        memory_mb=max(
            [one["memory_mb"] for one in studied] + [one.memory_mb for one in report.read], default=0.0
        ),
        workers=report.workers,
    )
