"""The weekly wishes of a roster: shifts follow them in the same transaction."""

from __future__ import annotations

from datetime import datetime, time

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.roster import policies
from ibasho.rooms.roster.actions import making, staffing
from ibasho.rooms.roster.models import Pattern, Roster
from ibasho.rooms.roster.queries.patterns import hours_of_week
from ibasho.rooms.roster.rules.making import Weekly
from ibasho.town.people.permissions import Permission

NOUN = "roster.Pattern"
WANTED_MAX = 30


@transaction.atomic
def add(*, roster: Roster, wish: Weekly, by: Actor, at: datetime) -> Pattern:
    policies.require_place(by, Permission.ROSTER_MANAGE, roster.place, at=at)
    check(wish.starts, wish.ends, wish.wanted)
    row = _create(roster, wish)
    journal.record(
        "roster.pattern.add", noun=NOUN, object_id=row.pk, by=by, at=at,
        data={"weekday": wish.weekday, "wanted": wish.wanted},
    )  # fmt: skip
    _follow(roster, by, at)
    return row


@transaction.atomic
def remove(*, pattern: Pattern, by: Actor, at: datetime) -> None:
    """Shifts nobody has taken go with it; the others stay for a person to decide."""
    roster = pattern.roster
    policies.require_place(by, Permission.ROSTER_MANAGE, roster.place, at=at)
    journal.record("roster.pattern.remove", noun=NOUN, object_id=pattern.pk, by=by, at=at)
    pattern.delete()
    _follow(roster, by, at)


@transaction.atomic
def from_hours(*, roster: Roster, by: Actor, at: datetime) -> list[Pattern]:
    """The first pattern of a place, from its own opening hours and the grown-ups each needs. Only onto an empty week."""
    policies.require_place(by, Permission.ROSTER_MANAGE, roster.place, at=at)
    if roster.patterns.exists():
        raise Conflict(
            "roster.patterns_there",
            _("もう 枠が あります。枠を ぜんぶ 消してから 作るか、1つずつ 足してください。"),
        )
    found = hours_of_week(roster.place, clock.day(at), floor=settings.ADULTS_MIN)
    if not found:
        raise Invalid(
            "roster.no_hours",
            _("これからの 開く日が まだ ありません。先に 場所の 開所日時を 入れてください。"),
        )
    rows = [_create(roster, one) for one in found]
    journal.record("roster.pattern.from_hours", noun="roster.Roster", object_id=roster.pk, by=by, at=at)
    _follow(roster, by, at)
    return rows


def check(starts: time, ends: time, wanted: int) -> None:
    """What holds for a pattern and for a single shift alike."""
    if ends <= starts:
        words = _("おわりは はじまりより あとの 時間に してください。")
        raise Invalid("roster.hours", words, fields={"ends": words})
    if not 1 <= wanted <= WANTED_MAX:
        words = _("人数は 1人から %(most)s人までで 入れてください。") % {"most": WANTED_MAX}
        raise Invalid("roster.wanted", words, fields={"wanted": words})


def _create(roster: Roster, wish: Weekly) -> Pattern:
    return Pattern.objects.create(
        roster=roster, weekday=wish.weekday, starts=wish.starts, ends=wish.ends, wanted=wish.wanted,
        skill=refuse_my_number(wish.skill),
    )  # fmt: skip


def _follow(roster: Roster, by: Actor, at: datetime) -> None:
    making.make(roster=roster, at=at)
    staffing.settle_all(place=roster.place, by=by, at=at)
