"""R34, short: each parser reads its sound example, and meets inputs near it with an answer or a refusal."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.faults import scale
from tests.fuzz import mutating
from tests.fuzz.targets import TARGETS, Target

FOUND = Path(__file__).parent / "found"  # <target>/<name>: inputs that once broke a parser
INPUTS = scale.times(200)
EACH = pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)


@EACH
def test_a_sound_example_is_read(target: Target) -> None:
    assert [target.meets(seed) for seed in target.seeds] == [target.is_read] * len(target.seeds)


@EACH
def test_whatever_comes_near_it_is_read_or_refused(target: Target) -> None:
    chance = random.Random(f"{target.name} {scale.SLICE}")
    for seed in target.seeds:
        met = [target.meets(data) for data in mutating.near(seed, INPUTS, chance)]
        assert len(met) == INPUTS


@EACH
def test_what_once_broke_it_no_longer_does(target: Target) -> None:
    for path in sorted((FOUND / target.name).glob("*")):
        target.meets(path.read_bytes())
