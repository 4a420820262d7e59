"""What waits for a person: drop-off points, drivers, routes of a day, hand-over, recall."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.models import Run
from ibasho.rooms.surplus.queries import handing, recalls
from ibasho.rooms.surplus.rules.kinds import RunState
from ibasho.town.people.permissions import Permission

SOON_DAYS = 2


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """Recalls that are not over, hand-overs nobody wrote down, food nobody carries, ways nobody was told of; and at a place, what
    to answer and what comes."""
    found = _of_city(by, at) if policies.may(by, Permission.SURPLUS_MANAGE, at=at) else []
    return [one for one in [*found, *_of_group(by, at)] if one.count]


def _of_city(by: Actor, at: datetime) -> list[Waiting]:
    today = clock.day(at)
    running = list(recalls.running())
    late = list(handing.late(at))
    bare = handing.without_driver(today)
    untold = Run.objects.filter(state=RunState.PLANNED, day__range=(today, today + timedelta(days=SOON_DAYS)))
    days = [one.day for one in untold]
    return [
        Waiting(
            _("回収が おわっていません"), len(running), "surplus:desk_recalls", "warn",
            oldest=_first(clock.day(one.recalled_at) for one in running), kind=Kind.WRONG,
        ),
        Waiting(
            _("わたしたか わからない おすそわけ"), len(late), "surplus:desk_carrying", "truck", anchor="open",
            oldest=_first(clock.day(one.proposal.offer.ready_until) for one in late), kind=Kind.WRONG,
        ),
        Waiting(
            _("運ぶ人が きまっていない おすそわけ"), len(bare), "surplus:desk_carrying", "truck", anchor="open",
            oldest=_first(clock.day(one.proposal.made_at) for one in bare), kind=Kind.SOON,
        ),
        Waiting(_("運ぶ人に まだ 知らせていません"), len(days), "surplus:desk_carrying", "mail", anchor="runs", kind=Kind.SOON),
    ]  # fmt: skip


def _of_group(by: Actor, at: datetime) -> list[Waiting]:
    """The city answers for nobody: its own line stands above."""
    if not policies.may(by, Permission.SURPLUS_HAND, at=at) or policies.may(
        by, Permission.SURPLUS_WRITE, at=at
    ):
        return []
    asked = recalls.unanswered(by, at)
    return [
        Waiting(
            _("食べないでください（回収の 返事）"), len(asked), "surplus:ops_recalls", "warn",
            oldest=_first(clock.day(one.recall.recalled_at) for one in asked), kind=Kind.WRONG,
        ),
        Waiting(_("これから うけとる おすそわけ"), len(handing.coming(by, at)), "surplus:ops_handing", "bowl", anchor="coming", kind=Kind.SOON),
    ]  # fmt: skip


def _first(days: Iterable[date]) -> date | None:
    return min(days, default=None)
