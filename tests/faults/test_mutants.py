"""R36: a small wrong in a rule of ledger, ticket or bank file is noticed by that rule's own tests. Pass: ≥ 95 % of all there
are, and docs/faults.md explains the rest. The short form tries ten that would cost a child a meal or a city a yen.
"""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.faults import mutants, scale

pytestmark = pytest.mark.long

# In words, so that a line moved in a rule changes nothing here: rule, what stands there, what is put there.
CHOSEN = [
    ("mealtickets.chart", "return (debit, credit) in WAYS[kind]", "return None"),
    ("mealtickets.shares", "sum(percents) > 100", "sum(percents) >= 100"),
    ("mealtickets.shares", "shared[place] += 1", "pass"),
    ("mealtickets.drawing", "max(0, yen) // price_yen", "max(0, yen) * price_yen"),
    ("mealtickets.offers", "live_yen - sum(valid_yen)", "live_yen + sum(valid_yen)"),
    ("mealtickets.tills", "meals <= self.meals", None),
    ("mealtickets.redeeming", "asked.day > card.valid_until", "asked.day >= card.valid_until"),
    ("mealtickets.redeeming", "world.left <= 0", "world.left < 0"),
    ("mealtickets.fifo", "one.yen - eaten - moved", "one.yen - eaten + moved"),
    ("mealtickets.months", "today <= wanted.cut_off", "today < wanted.cut_off"),
]


def _tried(*asked: str) -> tuple[list[str], list[tuple[int, int]]]:
    """Survivors, and (noticed, tried) of each rule."""
    command = [sys.executable, "-m", "tests.faults.mutants", *asked]
    done = subprocess.run(command, cwd=mutants.ROOT, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    assert done.returncode == 0 and not any(line.startswith("!") for line in lines), done.stdout + done.stderr
    counts = [re.match(r"= [\w.]+ (\d+) of (\d+)", line) for line in lines if line.startswith("=")]
    return [line for line in lines if line.startswith("~")], [
        (int(one[1]), int(one[2])) for one in counts if one
    ]


@pytest.mark.skipif(scale.FACTOR > 1, reason="the long form tries them all")
def test_r36_ten_wrongs_are_noticed() -> None:
    asked = []
    for name, was, now in CHOSEN:
        every = mutants.mutants((mutants.ROOT / mutants.SUBJECTS[name][0]).read_text())
        (number,) = [n for n, one in enumerate(every) if was in one.was and (now is None or now == one.now)][
            :1
        ]
        asked.append(f"{name}:{number}")
    survivors, counts = _tried(*asked)
    assert survivors == []
    assert sum(tried for _, tried in counts) == len(CHOSEN)


@pytest.mark.skipif(scale.FACTOR == 1, reason="make faults: some ten minutes")
def test_r36_of_all_wrongs_at_most_one_in_twenty_is_not_noticed() -> None:
    survivors, counts = _tried()
    noticed, tried = (sum(one[place] for one in counts) for place in (0, 1))
    assert noticed >= 0.95 * tried, "\n".join(survivors)
    scale.counted("R36", noticed=noticed, tried=tried)
