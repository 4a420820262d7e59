"""活動報告書: written by the provider, confirmed or disputed by the family, settled by the adviser. The yen are counted anew
whenever the hours change, by the fees of the visit's day."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.actions import report_letters as letters
from ibasho.rooms.familysupport.models import Member, Report, Tariff, Visit
from ibasho.rooms.familysupport.queries import reports as queries
from ibasho.rooms.familysupport.queries import tariffs
from ibasho.rooms.familysupport.rules import reporting as rules
from ibasho.rooms.familysupport.rules import seen as stamps
from ibasho.rooms.familysupport.rules import tariff as fees
from ibasho.rooms.familysupport.rules.kinds import PaidWay, ReportState, VisitState
from ibasho.rooms.familysupport.rules.reporting import Arranged, Told
from ibasho.rooms.familysupport.rules.tariff import Priced
from ibasho.town.people.permissions import Permission

NOUN = "familysupport.Report"


@transaction.atomic
def write(*, visit: Visit, told: Told, by: Actor, at: datetime) -> Report:
    """By the provider's link or the adviser from paper. Invalid where the centre did not decide the visit (no insurance) and
    for hours that cannot be; Conflict for a second report and for hours in which the provider was elsewhere. Late ones are
    taken: they are paid with a later month."""
    policies.require_adviser_or_member(by, at=at)
    row = _locked_visit(visit)
    if Report.objects.filter(visit=row).exists():
        raise Conflict(
            "support.reported", "この活動は もう 報告されています。直すときは、報告を 開いて 直してください。"
        )
    tariff, priced = _checked(row, told, at, but=None)
    report = Report.objects.create(
        visit=row, tariff=tariff, written_at=at, written_via=by.via.value, **_told(told, priced), **_paid(told, at)
    )  # fmt: skip
    row.state = VisitState.DONE.value
    row.save(update_fields=["state"])
    late = rules.is_late(row.day, clock.day(at), queries.due_day(row.request.member.centre, row.day))
    letters.to_confirm(report, by, at)
    journal.record(
        "familysupport.report.write", noun=NOUN, object_id=report.pk, by=by, at=at, data={"late": late}
    )
    return report


@transaction.atomic
def change(*, report: Report, told: Told, by: Actor, at: datetime) -> Report:
    """なおす: the family confirms anew. By link only while nobody has confirmed; never once a month holds it."""
    policies.require_adviser_or_member(by, at=at)
    row = _locked(report)
    if row.state == ReportState.CONFIRMED and by.is_link:
        raise Conflict(
            "support.report_confirmed", "もう 確認されています。直したいときは センターに 電話してください。"
        )
    tariff, priced = _checked(row.visit, told, at, but=row)
    _write(row, told, tariff, priced, at)
    row.state, row.confirmed_at, row.confirmed_via = ReportState.WRITTEN.value, None, ""
    row.save()
    letters.to_confirm(row, by, at)
    journal.record("familysupport.report.change", noun=NOUN, object_id=row.pk, by=by, at=at)
    return row


@transaction.atomic
def take_back(*, report: Report, by: Actor, at: datetime) -> Visit:
    """もどす: as if it had not been written. By link only while nobody has confirmed."""
    policies.require_adviser_or_member(by, at=at)
    row = _locked(report)
    if row.state != ReportState.WRITTEN:
        raise Conflict(
            "support.report_read",
            "依頼会員が もう 見て 答えています。取りけすのでなく、センターに 電話して 直してもらってください。",
        )
    visit, key = row.visit, row.pk
    row.delete()
    visit.state = VisitState.AGREED.value
    visit.save(update_fields=["state"])
    journal.record("familysupport.report.take_back", noun=NOUN, object_id=key, by=by, at=at)
    return visit


@transaction.atomic
def confirm(*, report: Report, by: Actor, at: datetime, seen: str = "") -> Report:
    """まちがいありません, by the family's link, or the adviser who saw the signature or heard it on the telephone. `seen`:
    queries.reports.stamp of what was shown; empty only from staff who type paper in. Asked twice it stays as it was.
    Conflict where the report is another one meanwhile."""
    policies.require_adviser_or_member(by, at=at)
    row = _locked(report)
    _require_seen(row, seen, by)
    if row.state == ReportState.CONFIRMED:
        return row
    if row.state == ReportState.DISPUTED and by.is_link:
        row.dispute = ""  # who disputed agrees after all
    _confirm(row, by, at)
    row.save()
    journal.record("familysupport.report.confirm", noun=NOUN, object_id=row.pk, by=by, at=at)
    return row


@transaction.atomic
def dispute(*, report: Report, words: str, by: Actor, at: datetime) -> Report:
    """ちがいます, with words for the adviser. Until a month holds it, also after a slip of the finger."""
    policies.require_adviser_or_member(by, at=at)
    told = reason(
        words, code="support.no_words", field="words", most=400,
        sentence="どこが ちがうか 書いてください。例 おわりは 17時でした",
    )  # fmt: skip
    row = _locked(report)
    row.state, row.dispute = ReportState.DISPUTED.value, told
    row.confirmed_at, row.confirmed_via = None, ""
    row.save(update_fields=["state", "dispute", "confirmed_at", "confirmed_via"])
    letters.disputed(row, by, at)
    journal.record("familysupport.report.dispute", noun=NOUN, object_id=row.pk, by=by, at=at)
    return row


@transaction.atomic
def settle(*, report: Report, told: Told, by: Actor, at: datetime) -> Report:
    """The adviser has heard both sides: these hours and costs hold, and both are told."""
    policies.require(by, Permission.SUPPORT_ADVISE, at=at)
    row = _locked(report)
    if row.state != ReportState.DISPUTED:
        raise Conflict(
            "support.not_disputed", "この報告は いま 相談中では ありません。ページを 開きなおしてください。"
        )
    tariff, priced = _checked(row.visit, told, at, but=row)
    _write(row, told, tariff, priced, at)
    _confirm(row, by, at)
    row.save()
    letters.settled(row, by, at)
    journal.record("familysupport.report.settle", noun=NOUN, object_id=row.pk, by=by, at=at)
    return row


@transaction.atomic
def note_paid(
    *, report: Report, way: PaidWay | None, paid_on: date | None = None, by: Actor, at: datetime
) -> Report:
    """はらった・うけとった, noted by either side; no way takes it back. The money itself goes from hand to hand."""
    policies.require_adviser_or_member(by, at=at)
    row = _held(report)
    day = (paid_on or clock.day(at)) if way else None
    if day is not None and not row.visit.day <= day <= clock.day(at):
        words = "はらった日は、活動の日から きょうまでの 日です。日付を たしかめてください。"
        raise Invalid("support.paid_on", words, fields={"paid_on": words})
    row.paid_way, row.paid_on = (way.value if way else ""), day
    row.save(update_fields=["paid_way", "paid_on"])
    journal.record(
        "familysupport.report.note_paid", noun=NOUN, object_id=row.pk, by=by, at=at, data={"paid": way is not None}
    )  # fmt: skip
    return row


def _checked(visit: Visit, told: Told, at: datetime, *, but: Report | None) -> tuple[Tariff, Priced]:
    """The yen of these hours; `but` is the report itself where it is changed."""
    rules.check(Arranged(visit.state, visit.day, visit.decided_at), told, at)
    _refuse_elsewhere(visit.provider_id or 0, told, but)
    tariff = tariffs.tariff_on(visit.request.member.centre, visit.day)
    if tariff is None:
        raise Conflict(
            "support.no_tariff",
            f"{wareki.long_label(visit.day)}の 料金表が ありません。センターが 料金を 公開してから 書いてください。",
        )
    priced = fees.price(
        tariffs.body_of(tariff), starts=told.began_at, ends=told.ended_at,
        children=max(1, visit.request.children.count()), content=visit.request.content,
    )  # fmt: skip
    return tariff, priced


def _refuse_elsewhere(provider_id: int, told: Told, but: Report | None) -> None:
    """The provider is held meanwhile, so that two reports at once do not pass each other."""
    Member.objects.select_for_update(of=("self",), no_key=True).get(pk=provider_id)
    rows = Report.objects.filter(
        visit__provider=provider_id, began_at__lt=told.ended_at, ended_at__gt=told.began_at
    )
    other = rows.exclude(pk=but.pk if but else 0).first()
    if other is not None:
        raise Conflict(
            "support.elsewhere",
            f"この時間は ほかの活動（{clock.jst(other.began_at):%H:%M}～{clock.jst(other.ended_at):%H:%M}）と 重なっています。"
            "どちらかの 時間を 直してください。",
        )


def _told(told: Told, priced: Priced) -> dict[str, object]:
    return {
        "began_at": told.began_at, "ended_at": told.ended_at, "travel_yen": told.travel_yen, "cost_yen": told.cost_yen,
        "words": told.words, "lines": priced.as_json(), "user_yen": priced.user_yen, "city_yen": priced.city_yen,
    }  # fmt: skip


def _paid(told: Told, at: datetime) -> dict[str, object]:
    return {"paid_way": told.paid_way.value, "paid_on": clock.day(at)} if told.paid_way else {}


def _write(row: Report, told: Told, tariff: Tariff, priced: Priced, at: datetime) -> None:
    row.tariff = tariff
    for name, value in {**_told(told, priced), **_paid(told, at)}.items():
        setattr(row, name, value)


def _require_seen(row: Report, seen: str, by: Actor) -> None:
    if seen or by.is_link:
        stamps.require(
            seen, queries.stamp(row), code="support.report_changed",
            sentence="見ている あいだに 報告が 直されました。いまの 時間と 金額を もう一度 見てから、おしてください。",
        )  # fmt: skip


def _confirm(row: Report, by: Actor, at: datetime) -> None:
    row.state, row.confirmed_at, row.confirmed_via = ReportState.CONFIRMED.value, at, by.via.value


def _locked_visit(visit: Visit) -> Visit:
    Visit.objects.select_for_update().filter(
        pk=visit.pk
    ).first()  # then read: the provider may have changed meanwhile
    row = Visit.objects.select_related("request__member__centre", "provider").filter(pk=visit.pk).first()
    if row is None:
        raise NotFound("support.visit_gone", "この活動は もう ありません。一覧から 見てください。")
    if row.state not in (VisitState.AGREED, VisitState.DONE):
        raise Invalid("support.not_arranged", rules.NOT_INSURED)
    return row


def _held(report: Report) -> Report:
    rows = Report.objects.select_for_update(of=("self", "visit"))
    row = (
        rows.select_related("visit__request__member__centre", "visit__provider").filter(pk=report.pk).first()
    )
    if row is None:
        raise NotFound("support.report_gone", "この報告は もう ありません。一覧から 見てください。")
    return row


def _locked(report: Report) -> Report:
    """Conflict once a month holds it: what is paid is not changed any more."""
    row = _held(report)
    if row.top_up_id is not None:
        raise Conflict(
            "support.report_in_month",
            "この報告は もう 月の支払いに 入っています。直すときは、センターに 月を 開きなおしてもらってください。",
        )
    return row
