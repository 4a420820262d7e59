"""Which pure rules are changed for the worse (R36), and the tests that have to notice: no Django, no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

KERNEL, KERNEL_TESTS = "ibasho/base/kernel", "tests/base/kernel"


def _of(room: str, *names: str) -> dict[str, tuple[str, ...]]:
    """Rules of a room, each with the test of the same name."""
    short = room.rpartition("/")[2]
    return {
        f"{short}.{name}": (f"ibasho/{room}/rules/{name}.py", f"tests/{room}/rules/test_{name}.py")
        for name in names
    }


def _kernel(*names: str) -> dict[str, tuple[str, ...]]:
    return {name: (f"{KERNEL}/{name}.py", f"{KERNEL_TESTS}/test_{name}.py") for name in names}


def _disclosure(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """One folder that hides small numbers; all its tests guard each of its files."""
    return {
        f"disclosure.{name}": (f"{KERNEL}/disclosure/{name}.py", f"{KERNEL_TESTS}/disclosure")
        for name in names
    }


_MEALS = "rooms/mealtickets"
_OFFERS = {
    f"mealtickets.{name}": (
        f"ibasho/{_MEALS}/rules/{name}.py",
        *(f"tests/{_MEALS}/rules/test_{test}.py" for test in ("offers", "forecast")),
    )
    for name in ("offers", "forecast")
}
MONEY: Mapping[str, tuple[str, ...]] = {
    **_of(
        _MEALS, "chart", "shares", "drawing", "fifo", "redeeming", "months", "tills", "codes", "banking", "gifts",
        "receipts", "refunding", "shops",
    ),
    **_OFFERS,
    **_kernel("zengin", "yen"),
    **_of("town/payouts", "days", "results", "states"),
    **_of("rooms/familysupport", "tariff"),
    **_of("rooms/roster", "honoraria"),
}  # fmt: skip
SECRETS: Mapping[str, tuple[str, ...]] = {
    **_kernel("sealing", "envelope", "devicebox", "my_number", "links", "codes"),
    **_disclosure(("disclosure", "hiding", "knowledge", "tables")),
    **_of("rooms/care", "consent", "finding", "keeper_log", "nicknames", "notes", "referrals", "secrecy"),
    **_of("rooms/voices", "envelopes", "slips", "releasing", "doors", "tallies", "covering"),
    "people.rules": ("ibasho/town/people/rules.py", "tests/town/people/test_rules.py"),
    "concerns.clock": ("ibasho/town/concerns/rules/clock.py", "tests/town/concerns/test_clock.py"),
}
SUBJECTS: Mapping[str, tuple[str, ...]] = {**MONEY, **SECRETS}
