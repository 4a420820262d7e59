"""What of money in, words and signs waits for somebody at the desk."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting, sized
from ibasho.rooms.mealtickets.models import BankLine
from ibasho.rooms.mealtickets.queries import bank, payments, refunds, signs, words
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """Nothing waits: no line."""
    day = clock.day(at)
    found = _money(by) if people.may(by, Permission.MEALS_MONEY, day=day) else []
    if people.may(by, Permission.MEALS_MANAGE, day=day):
        found += [
            Waiting(_("読む ことば"), words.waiting_count(), "mealtickets:desk_words", "heart"),
            Waiting(_("食事で 見てほしいこと"), signs.unseen_count(at), "mealtickets:desk_signs", "info"),
        ]
    return [one for one in found if one.count]


def _money(by: Actor) -> list[Waiting]:
    """A refund this person asked for waits for others alone."""
    lines = bank.lines(state=BankLine.State.OPEN)
    asked = refunds.to_decide().exclude(asked_by_id=by.person_id)
    return [
        Waiting(_("だれのか わからない入金"), url="mealtickets:desk_bank", icon="yen", anchor="lines", **sized(lines, "day")),
        Waiting(_("返金を きめる"), url="mealtickets:desk_refunds", icon="undo", anchor="asked", **sized(asked, "asked_at")),
        Waiting(_("カードへの返金が まだ"), refunds.not_sent().count(), "mealtickets:desk_refunds", "warn", kind=Kind.WRONG),
        Waiting(_("カード会社の知らせ"), payments.odd().count(), "mealtickets:desk_gifts", "warn", anchor="odd", kind=Kind.WRONG),
    ]  # fmt: skip
