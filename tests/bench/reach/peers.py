"""Peers of the engine, each in a venv of its own under build/peers, driven as a program of its own.

A peer reads the same `.npz` as we do and writes its answers and its seconds: what it needs to prepare (building its
graph, model or table from the arrays) and what it needs to answer. Starting Python and importing are left out on both
sides. A run of more than a minute is made once: its figures stay in build/peers/figures.json until the driver, the
version, the inputs or the machine change.
"""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.bench import table

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "build" / "peers"
DRIVERS = Path(__file__).resolve().parent / "drivers"
KEPT = FOLDER / "figures.json"
LONG = 60.0  # seconds: above it once is enough
TIMEOUT = 3600.0
Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Peer:
    """`wanted` are the pinned packages of its venv."""

    name: str
    wanted: tuple[str, ...]

    @property
    def python(self) -> Path:
        return FOLDER / self.name / "bin" / "python"

    @property
    def label(self) -> str:
        return self.wanted[0].replace("==", " ")


PEERS = {
    peer.name: peer
    for peer in (
        Peer("pandana", ("pandana==0.8",)),
        Peer("networkx", ("networkx==3.6.1", "numpy==2.4.6")),
        Peer("igraph", ("igraph==1.0.0", "numpy==2.4.6")),
        Peer("scipy", ("scipy==1.17.1", "numpy==2.4.6")),
        Peer("spopt", ("spopt==0.7.0", "pulp==3.3.2", "highspy==1.16.0")),
        Peer("pandas", ("pandas==3.1.1", "numpy==2.4.6")),
        Peer("duckdb", ("duckdb==2.0.0", "numpy==2.4.6", "pyarrow")),
        Peer("ortools", ("ortools==9.15.6755", "numpy==2.4.6")),
    )
}


@dataclass(frozen=True, slots=True, eq=False)
class Driven:
    """What a peer answered and how many seconds it took; `kept` True: measured before, because it takes so long.
    `failed` is its last line where it could not answer."""

    prepare: float
    run: float
    answers: Arrays
    kept: bool = False
    failed: str = ""

    @property
    def whole(self) -> float:
        return self.prepare + self.run


def drive(name: str, driver: str, inputs: Arrays, label: str, drivers: Path = DRIVERS) -> Driven:
    """Runs `drivers/<driver>.py` in the peer's venv with these arrays. `label` names the case in what is kept."""
    peer, script = PEERS[name], drivers / f"{driver}.py"
    install(peer)
    folder = FOLDER / "exchange"
    folder.mkdir(parents=True, exist_ok=True)
    given, told = folder / f"{name}-{label}.in.npz", folder / f"{name}-{label}.out.npz"
    np.savez(given, **inputs)  # type: ignore[arg-type]
    key = _key(peer, script, given)
    known = _known().get(key)
    if known and told.exists():
        return Driven(known["prepare"], known["run"], _read(told), kept=True)
    told.unlink(missing_ok=True)
    table.say(f"… {peer.label}: {label}")
    done = _run([peer.python, script, given, told])
    if done or not told.exists():
        return Driven(float("nan"), float("nan"), {}, failed=done or "no answer")
    answers = _read(told)
    found = Driven(float(answers["prepare"]), float(answers["run"]), answers)
    if found.whole > LONG:
        _keep(key, {"label": f"{peer.label} {label}", "prepare": found.prepare, "run": found.run})
    return found


def install(peer: Peer) -> None:
    """The venv is made once and again when its list changes."""
    mark = FOLDER / peer.name / ".wanted"
    if mark.exists() and mark.read_text() == "\n".join(peer.wanted):
        return
    table.say(f"… {peer.label}: venv")
    uv = Path(sys.executable).parent / "uv"
    _must([uv, "venv", "-q", "--clear", "--python", sys.executable, FOLDER / peer.name])
    _must([uv, "pip", "install", "-q", "--python", peer.python, *peer.wanted])
    mark.write_text("\n".join(peer.wanted))


def _must(command: list[Any]) -> None:
    subprocess.run([str(word) for word in command], check=True, cwd=ROOT)


def _run(command: list[Any]) -> str:
    """ "" or, where it broke off, its last words."""
    try:
        done = subprocess.run(
            [str(word) for word in command], cwd=ROOT, capture_output=True, text=True, timeout=TIMEOUT
        )
    except subprocess.TimeoutExpired:
        return f"more than {TIMEOUT:.0f} s"
    return (done.stderr.strip().splitlines() or ["it said nothing"])[-1] if done.returncode else ""


def _read(path: Path) -> Arrays:
    with np.load(path, allow_pickle=False) as found:
        return {name: found[name] for name in found.files}


def _key(peer: Peer, script: Path, given: Path) -> str:
    digest = hashlib.sha256("\n".join([*peer.wanted, platform.processor(), platform.node()]).encode())
    digest.update(script.read_bytes())
    digest.update((DRIVERS / "common.py").read_bytes())
    with np.load(given, allow_pickle=False) as arrays:
        for name in sorted(arrays.files):
            digest.update(name.encode() + np.ascontiguousarray(arrays[name]).tobytes())
    return digest.hexdigest()[:24]


def _known() -> dict[str, Any]:
    return dict(json.loads(KEPT.read_text())) if KEPT.exists() else {}


def _keep(key: str, figures: Mapping[str, Any]) -> None:
    KEPT.write_text(json.dumps({**_known(), key: dict(figures)}, ensure_ascii=False, indent=1))
