"""A month of honoraria: closed once, completed when what was in the way is mended, opened again while nothing is paid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.roster import policies
from ibasho.rooms.roster.models import Attendance, Honorarium, Month
from ibasho.rooms.roster.queries import months as queries
from ibasho.rooms.roster.queries.months import Draft
from ibasho.rooms.roster.rules import honoraria as rules
from ibasho.rooms.roster.rules.kinds import MonthState
from ibasho.town.payouts.models import Payment
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission

NOUN = "roster.Month"


@transaction.atomic
def close(*, organisation: Organisation, first: date, by: Actor, at: datetime) -> Month:
    """しめる: one line for each helper with approved hours, by today's rate and kind. Hours approved late for an older
    closed month come in as well; whom the rules hold back waits with a reason. Conflict before the month is over, for a
    closed one, while an older one stands open, and where there is nothing."""
    policies.require(by, Permission.ROSTER_PAY, organisation, at=at)
    rules.require_over(first, clock.day(at))
    month, _new = Month.objects.get_or_create(organisation=organisation, first=rules.first_of_month(first))
    row = Month.objects.select_for_update(of=("self",)).get(pk=month.pk)
    if row.state != MonthState.OPEN:
        raise Conflict(
            "roster.month_closed", _("この月は もう しめてあります。ページを 開きなおしてください。")
        )
    _require_oldest(organisation, row.first, at)
    made = _add_lines(row, _drafts(row))
    if not made:
        raise Conflict(
            "roster.month_empty",
            _("しめられる時間が ありません。みとめていない時間と、待っている人の わけを 見てください。"),
        )
    row.state, row.closed_at, row.closed_by_id = MonthState.CLOSED, at, by.person_id
    row.save(update_fields=["state", "closed_at", "closed_by"])
    journal.record("roster.month.close", noun=NOUN, object_id=row.pk, by=by, at=at, data=_sums(row, made))
    return row


@transaction.atomic
def complete(*, month: Month, by: Actor, at: datetime) -> list[Honorarium]:
    """残りを 足す: helpers of the closed month who have no line yet and are not held back any more."""
    policies.require(by, Permission.ROSTER_PAY, month.organisation, at=at)
    row = _locked(month)
    keys = [draft.helper.pk for draft in queries.held(row)]
    wanted = [draft for draft in _drafts(row) if draft.helper.pk in keys]
    made = _add_lines(row, wanted)
    if not made:
        raise Conflict(
            "roster.nobody_to_add",
            _("足せる人が いません。待っている わけを なおしてから、もう一度 おしてください。"),
        )
    journal.record("roster.month.complete", noun=NOUN, object_id=row.pk, by=by, at=at, data=_sums(row, made))
    return made


@transaction.atomic
def reopen(*, month: Month, why: str, by: Actor, at: datetime) -> Month:
    """開きなおす: the lines are dropped and their hours are free to be put right. Not once anything is paid or on its way."""
    policies.require(by, Permission.ROSTER_PAY, month.organisation, at=at)
    told = reason(why, code="roster.no_why", sentence=_("開きなおす わけを 書いてください。"))
    row = _locked(month)
    found = list(row.lines.select_for_update().order_by("pk"))
    living = Payment.objects.filter(reference__in=[queries.reference(one) for one in found])
    if any(one.paid_on for one in found) or living.exclude(state=Payment.State.WITHDRAWN).exists():
        raise Conflict(
            "roster.month_paid",
            _(
                "もう はらった分か 支払いに 入った分が あるので、開きなおせません。ちがいは つぎの月で 直してください。"
            ),
        )
    was = _sums(row, found)
    Attendance.objects.filter(honorarium__month=row).update(honorarium=None)
    row.lines.all().delete()
    row.state, row.closed_at, row.closed_by = MonthState.OPEN, None, None
    row.save(update_fields=["state", "closed_at", "closed_by"])
    journal.record(
        "roster.month.reopen", noun=NOUN, object_id=row.pk, by=by, at=at, why=told, data={"was": was}
    )
    return row


def _drafts(row: Month) -> list[Draft]:
    """From hours held until the end of the transaction: two who close at once never count one hour twice."""
    rows = queries.open_attendances(row.organisation, row.first).select_for_update(of=("self",))
    rows = rows.select_related("taken__shift", "taken__helper").order_by("pk")
    return queries.drafts(row.organisation, row.first, rows)


def _add_lines(row: Month, drafts: Sequence[Draft]) -> list[Honorarium]:
    return [_add_line(row, draft) for draft in drafts if not draft.held]


def _add_line(row: Month, draft: Draft) -> Honorarium:
    helper = draft.helper
    made = Honorarium.objects.create(
        month=row, helper=helper, pay_kind=helper.pay_kind, pay_way=helper.pay_way, minutes=draft.minutes,
        yen_per_hour=draft.yen_per_hour, amount_yen=draft.pay.amount_yen, tax_yen=draft.pay.tax_yen,
    )  # fmt: skip
    keys = [one.pk for one in draft.attendances]
    Attendance.objects.filter(pk__in=keys, honorarium__isnull=True).update(honorarium=made)
    return made


def _require_oldest(organisation: Organisation, first: date, at: datetime) -> None:
    for one in queries.coming([organisation], clock.day(at)):
        if one.first < first and one.ready:
            raise Conflict(
                "roster.older_month",
                _("さきに %(year)s年%(month)s月を しめてください。まだ 開いています。")
                % {"year": one.first.year, "month": one.first.month},
            )


def _locked(month: Month) -> Month:
    rows = Month.objects.select_for_update(of=("self",)).select_related("organisation")
    row = rows.filter(pk=month.pk).exclude(state=MonthState.OPEN).first()
    if row is None:
        raise NotFound("roster.month_gone", _("この月は しめられていません。月の一覧から 見てください。"))
    return row


def _sums(row: Month, made: Sequence[Honorarium]) -> dict[str, object]:
    return {
        "first": row.first.isoformat(), "lines": len(made), "minutes": sum(one.minutes for one in made),
        "yen": sum(one.amount_yen for one in made), "tax_yen": sum(one.tax_yen for one in made),
    }  # fmt: skip
