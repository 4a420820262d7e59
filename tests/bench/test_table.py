"""Tables hold every figure, and a section keeps its own figures without touching the others'."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bench import pages, table
from tests.bench.load import Load
from tests.bench.weight import Weight


def side(name: str, page_names: tuple[str, ...], p95: float) -> pages.Side:
    load = Load(p50_ms=p95 / 2, p95_ms=p95, per_second=10, requests=100, errors=0, body_bytes=1000)
    weight = Weight(total=p95, document=1, styles=1, scripts=1, images=1, fonts=0, other=0, requests=5)
    return pages.Side(
        name,
        dict.fromkeys(page_names, load),
        dict.fromkeys(page_names, weight),
        dict.fromkeys(page_names, 7),
    )


def test_each_page_stands_above_its_peer_with_the_ratio(capsys: pytest.CaptureFixture[str]) -> None:
    ours, peer = side("ibasho", ("front", "place"), 50.0), side("pretix", ("front",), 100.0)
    pages.show(ours, peer, {"front": 7, "place": 7})
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    assert [line.split("|")[1].strip() for line in lines] == ["page", "front", "list of events", "place"] * 2
    assert lines[1].rstrip(" |").endswith("0.50") and lines[5].rstrip(" |").endswith("0.50")


def test_a_section_leaves_the_others_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(table, "FILE", tmp_path / "build" / "bench.json")
    table.keep("other", {"a": 1})
    table.keep("pages", {"b": 2})
    table.keep("pages", {"c": 3})
    assert json.loads(table.FILE.read_text()) == {"other": {"a": 1}, "pages": {"c": 3}}
