"""A month of reports: closed by one person, approved by another, opened again while nothing is approved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotAllowed, NotFound
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.models import Centre, Month, Report, TopUp
from ibasho.rooms.familysupport.queries import months as queries
from ibasho.rooms.familysupport.queries import reports
from ibasho.rooms.familysupport.queries.months import Sum
from ibasho.rooms.familysupport.rules import reporting as rules
from ibasho.rooms.familysupport.rules import seen as stamps
from ibasho.rooms.familysupport.rules.kinds import MonthState
from ibasho.town.payouts.models import Payment
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

NOUN = "familysupport.Month"


@transaction.atomic
def close(*, centre: Centre, first: date, by: Actor, at: datetime) -> Month:
    """しめる: one top-up for each provider with confirmed reports. What came after its due day for an older month comes in as
    well. Conflict before the month is over, for a closed one, while an older one stands open, and where there is nothing."""
    policies.require(by, Permission.SUPPORT_ADVISE, at=at)
    first = rules.first_of_month(first)
    if clock.day(at) <= rules.last_of_month(first):
        raise Conflict(
            "support.month_runs", "この月は まだ 終わっていません。つぎの月に なってから しめてください。"
        )
    month, _new = Month.objects.get_or_create(centre=centre, first=first)
    row = Month.objects.select_for_update(of=("self",)).get(pk=month.pk)
    if row.state != MonthState.OPEN:
        raise Conflict(
            "support.month_closed", "この月は もう しめてあります。ページを 開きなおしてください。"
        )
    sums = queries.sums(_ready(row))
    if not sums:
        raise Conflict(
            "support.month_empty",
            "しめられる報告が ありません。確認まちの報告と 相談中の報告を 先に かたづけてください。",
        )
    made = [_top_up(row, one) for one in sums]
    row.state, row.closed_at, row.closed_by_id = MonthState.CLOSED.value, at, by.person_id
    row.save(update_fields=["state", "closed_at", "closed_by"])
    journal.record(
        "familysupport.month.close", noun=NOUN, object_id=row.pk, by=by, at=at, data=_told(row, made)
    )
    return row


@transaction.atomic
def approve(*, month: Month, by: Actor, at: datetime, seen: str = "") -> Month:
    """みとめる, by a person of the city who did not close it. `seen`: queries.months.stamp of the sums that were shown; Conflict
    where it was opened and closed anew meanwhile with others. Empty: not looked at on a page."""
    policies.require(by, Permission.SUPPORT_MONEY, at=at)
    person_id = people.person_of(by)
    row = _locked(month)
    if row.state != MonthState.CLOSED:
        raise Conflict(
            "support.month_state",
            f"この月は いま「{row.get_state_display()}」です。ページを 開きなおして 見てください。",
        )
    if person_id == row.closed_by_id:
        raise NotAllowed(
            "support.same_person",
            "この月を しめたのは あなたです。もう1人の 担当者に みとめてもらってください。",
        )
    made = list(row.top_ups.all())
    if seen:
        stamps.require(
            seen, queries.stamp(made), code="support.month_changed",
            sentence="見ている あいだに 月が しめなおされました。いまの 人数と 金額を もう一度 見てから、みとめてください。",
        )  # fmt: skip
    row.state, row.approved_at, row.approved_by_id = MonthState.APPROVED.value, at, person_id
    row.save(update_fields=["state", "approved_at", "approved_by"])
    journal.record(
        "familysupport.month.approve", noun=NOUN, object_id=row.pk, by=by, at=at, data=_told(row, made)
    )
    return row


@transaction.atomic
def reopen(*, month: Month, why: str, by: Actor, at: datetime) -> Month:
    """開きなおす: the top-ups are dropped and their reports can be put right. The adviser may while nobody has approved; who
    approves for the city may send it back until something is paid or on its way."""
    told = reason(why, code="support.no_why", sentence="開きなおす わけを 書いてください。")
    if not policies.may(by, Permission.SUPPORT_MONEY, at=at):
        policies.require(by, Permission.SUPPORT_ADVISE, at=at)
    row = _locked(month)
    found = list(row.top_ups.select_for_update().order_by("pk"))
    _require_unpaid(row, found, by, at)
    was = _told(row, found)
    Report.objects.filter(top_up__month=row).update(top_up=None)
    row.top_ups.all().delete()
    row.state, row.closed_at, row.closed_by = MonthState.OPEN.value, None, None
    row.approved_at = row.approved_by = None
    row.save()
    journal.record(
        "familysupport.month.reopen", noun=NOUN, object_id=row.pk, by=by, at=at, why=told, data={"was": was}
    )
    return row


def _ready(row: Month) -> list[Report]:
    """Held until the end of the transaction: two who close at once never count one report twice."""
    due = reports.due_days(row.centre)
    keys = list(queries.loose(row.centre).order_by("pk").values_list("pk", flat=True))
    locked = Report.objects.select_for_update(of=("self",)).filter(pk__in=keys, top_up__isnull=True)
    rows = [
        one for one in reports.whole(locked.filter(state="confirmed")).order_by("pk")
        if due.month(one) <= row.first
    ]  # fmt: skip
    closed = queries.closed_months(row.centre)
    older = [first for one in rows if (first := due.month(one)) < row.first and first not in closed]
    if older:
        raise Conflict(
            "support.older_month",
            f"さきに {min(older).year}年{min(older).month}月を しめてください。まだ 開いています。",
        )
    return rows


def _top_up(row: Month, one: Sum) -> TopUp:
    made = TopUp.objects.create(
        month=row, provider=one.provider, reports_count=len(one.reports), minutes=one.minutes, user_yen=one.user_yen,
        city_yen=one.city_yen,
    )  # fmt: skip
    Report.objects.filter(pk__in=[report.pk for report in one.reports]).update(top_up=made)
    return made


def _require_unpaid(row: Month, found: Sequence[TopUp], by: Actor, at: datetime) -> None:
    living = Payment.objects.filter(
        reference__in=[queries.reference(one) for one in found], state__in=queries.LIVING
    )
    if any(one.paid_on for one in found) or living.exists():
        raise Conflict(
            "support.month_paid",
            "もう はらった分か 支払いに 入った分が あるので、開きなおせません。ちがいは つぎの月で 直してください。",
        )
    if row.state != MonthState.CLOSED and not policies.may(by, Permission.SUPPORT_MONEY, at=at):
        raise Conflict(
            "support.month_approved",
            "もう 市が みとめています。開きなおすときは、市の担当者に たのんでください。",
        )


def _locked(month: Month) -> Month:
    rows = Month.objects.select_for_update(of=("self",)).select_related("centre")
    row = rows.filter(pk=month.pk).exclude(state=MonthState.OPEN).first()
    if row is None:
        raise NotFound("support.month_gone", "この月は しめられていません。月の一覧から 見てください。")
    return row


def _told(row: Month, made: Sequence[TopUp]) -> dict[str, object]:
    return {
        "first": row.first.isoformat(), "providers": len(made), "reports": sum(one.reports_count for one in made),
        "minutes": sum(one.minutes for one in made), "user_yen": sum(one.user_yen for one in made),
        "city_yen": sum(one.city_yen for one in made),
    }  # fmt: skip
