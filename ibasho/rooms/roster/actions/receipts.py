"""Honoraria in cash: handed over against a seal on the 受領一覧."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.roster import policies
from ibasho.rooms.roster.models import Honorarium, Month
from ibasho.rooms.roster.rules.kinds import MonthState, PayWay
from ibasho.town.people.permissions import Permission

NOUN = "roster.Honorarium"


@transaction.atomic
def hand_over(
    *, month: Month, lines: Sequence[Honorarium], day: date, by: Actor, at: datetime
) -> list[Honorarium]:
    """わたした: these cash lines were handed over on `day` and sealed for. Those that were already are passed by."""
    policies.require(by, Permission.ROSTER_PAY, month.organisation, at=at)
    _check_day(month, day, at)
    rows = month.lines.select_for_update().filter(pk__in=[one.pk for one in lines], pay_way=PayWay.CASH.value)
    made = [row for row in rows.order_by("pk") if row.paid_on is None and row.amount_yen > row.tax_yen]
    if not made:
        raise Conflict(
            "roster.nothing_to_hand", _("わたす分を えらんでください。もう わたした分は 入りません。")
        )
    for row in made:
        row.paid_on = row.received_on = day
    Honorarium.objects.bulk_update(made, ["paid_on", "received_on"])
    things = [(row.pk, {"day": day.isoformat(), "yen": row.amount_yen - row.tax_yen}) for row in made]
    journal.record_many("roster.honorarium.hand_over", noun=NOUN, things=things, by=by, at=at)
    return made


@transaction.atomic
def take_back(*, honorarium: Honorarium, by: Actor, at: datetime) -> Honorarium:
    """もどす: it was not handed over after all."""
    policies.require(by, Permission.ROSTER_PAY, honorarium.month.organisation, at=at)
    row = Honorarium.objects.select_for_update().get(pk=honorarium.pk)
    if row.received_on is None:
        raise Conflict("roster.not_handed", _("まだ わたしたことに なっていません。"))
    row.paid_on = row.received_on = None
    row.save(update_fields=["paid_on", "received_on"])
    journal.record("roster.honorarium.take_back", noun=NOUN, object_id=row.pk, by=by, at=at)
    return row


def _check_day(month: Month, day: date, at: datetime) -> None:
    if month.state == MonthState.OPEN:
        raise Conflict("roster.month_open", _("この月は まだ しめられていません。さきに しめてください。"))
    if day > clock.day(at) or day <= month.first:
        words = _("わたした日を 確かめてください。きょうまでの 日です。")
        raise Invalid("roster.hand_day", words, fields={"day": words})
