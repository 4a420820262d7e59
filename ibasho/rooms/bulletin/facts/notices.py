"""Who wants to hear, and how much was told. Too few people are no number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.facts import Audience, Fact, Mark
from ibasho.rooms.bulletin.queries import notice_figures as figures
from ibasho.rooms.bulletin.rules import counting
from ibasho.town.outbox.models import Channel

BOOK = "おしらせの もうしこみ"
SENT = "送った おしらせ"


def subscribers(today: date) -> Fact:
    """Accounts and addresses that are live; one person may have both."""
    return _people(sum(figures.by_channel().values()), "subscribers", today, BOOK)


def subscribers_mail(today: date) -> Fact:
    return _people(figures.by_channel().get(Channel.MAIL.value, 0), "subscribers_mail", today, BOOK)


def subscribers_line(today: date) -> Fact:
    return _people(figures.by_channel().get(Channel.LINE.value, 0), "subscribers_line", today, BOOK)


def subscribers_push(today: date) -> Fact:
    return _people(figures.by_channel().get(Channel.PUSH.value, 0), "subscribers_push", today, BOOK)


def subscribers_account(today: date) -> Fact:
    return _people(figures.by_channel().get(figures.ACCOUNT, 0), "subscribers_account", today, BOOK)


def notices_sent(today: date) -> Fact:
    """In the running 年度."""
    many = figures.sent(years.nendo(today))
    return _fact(many, "件", "notices_sent", today, SENT, frozenset())


def people_told(today: date) -> Fact:
    """All notices of the running 年度 together: who heard three is counted three times."""
    return _people(figures.told(years.nendo(today)), "people_told", today, SENT, unit="人（のべ）")


FACTS: dict[str, Callable[[date], Fact]] = {
    one.__name__: one
    for one in (
        subscribers, subscribers_mail, subscribers_line, subscribers_push, subscribers_account, notices_sent, people_told,
    )
}  # fmt: skip


def _people(many: int, name: str, today: date, source: str, *, unit: str = "人") -> Fact:
    shown = counting.shown(many)
    marks = frozenset({Mark.SUPPRESSED}) if shown is None else frozenset()
    return _fact(shown, unit, name, today, source, marks)


def _fact(value: int | None, unit: str, name: str, today: date, source: str, marks: frozenset[Mark]) -> Fact:
    return Fact(
        value=value, unit=unit, source=source, as_of=today, query=f"{__name__}.{name}", marks=marks, audience=Audience.PUBLIC
    )  # fmt: skip
