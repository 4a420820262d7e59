"""助成金: what is open, what is due, which state may follow which. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.network.rules.kinds import GrantState

REMIND = timedelta(days=14)  # before a report is due
CLOSING = timedelta(days=30)  # 「もうすぐ しめきり」
YEN_MAX = 100_000_000


@dataclass(frozen=True, slots=True)
class Use:
    """Where a group stands with a grant."""

    state: str = GrantState.THINKING.value
    yen_asked: int | None = None
    yen_given: int | None = None
    applied_on: date | None = None
    decided_on: date | None = None
    report_due_on: date | None = None
    reported_on: date | None = None


def is_open(opens_on: date | None, closes_on: date | None, day: date) -> bool:
    """Whether one can ask for it on `day`. Without days it is open all the time."""
    return (opens_on is None or opens_on <= day) and (closes_on is None or closes_on >= day)


def days_left(closes_on: date | None, day: date) -> int | None:
    return None if closes_on is None else (closes_on - day).days


def check_days(opens_on: date | None, closes_on: date | None) -> None:
    if opens_on and closes_on and closes_on < opens_on:
        words = "受付の おわりが はじまりより 前です。日を 見なおしてください。"
        raise Invalid("network.grant_days", words, fields={"closes_on": words})


def check_use(told: Use) -> None:
    """Raises Invalid for a state without what makes it true, or days out of order."""
    wrong = dict(_wrong(told))
    if wrong:
        raise Invalid("network.grant_use", next(iter(wrong.values())), fields=wrong)


def _wrong(told: Use) -> Iterator[tuple[str, str]]:
    if told.state not in {one.value for one in GrantState}:
        yield "state", "いまの ようすを えらんでください。"
    if told.state in _APPLIED and told.applied_on is None:
        yield "applied_on", "申しこんだ日を 入れてください。"
    if told.state in _GRANTED and told.yen_given is None:
        yield "yen_given", "きまった額を 円で 入れてください。"
    if told.state in _GRANTED and told.report_due_on is None:
        yield "report_due_on", "報告の しめきりを 入れてください。14日 前に お知らせします。"
    if told.state == GrantState.REPORTED and told.reported_on is None:
        yield "reported_on", "報告した日を 入れてください。"
    if told.applied_on and told.decided_on and told.decided_on < told.applied_on:
        yield "decided_on", "きまった日が 申しこんだ日より 前です。"
    for name in ("yen_asked", "yen_given"):
        value = getattr(told, name)
        if value is not None and not 0 <= value <= YEN_MAX:
            yield name, "金額は 0円から 1億円までの 数で 入れてください。"


_GRANTED = frozenset({GrantState.GRANTED, GrantState.REPORTED})
_APPLIED = _GRANTED | {GrantState.APPLIED}


def is_due(told: Use, day: date) -> bool:
    """A report that is wanted within REMIND, or late."""
    return (
        told.state == GrantState.GRANTED
        and told.report_due_on is not None
        and told.report_due_on <= day + REMIND
    )
