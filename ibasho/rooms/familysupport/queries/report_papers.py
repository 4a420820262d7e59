"""What stands on the papers: 打合せ票, 活動報告書, 支払のお知らせ. Days are ISO, yen whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel import nendo as years
from ibasho.rooms.familysupport.models import Centre, Meeting, Member, Report, TopUp
from ibasho.rooms.familysupport.queries import centre as centres
from ibasho.rooms.familysupport.queries import reports
from ibasho.rooms.familysupport.queries.called import called, is_hidden, of_sheet
from ibasho.rooms.familysupport.queries.months import outside_code
from ibasho.rooms.familysupport.rules import reporting as rules
from ibasho.rooms.familysupport.rules.kinds import Content, PaidWay
from ibasho.rooms.familysupport.rules.meetings import EXPLAINED, SHEET
from ibasho.town.payouts.queries import payees

LINES = 2  # of an empty box


def meeting_sheet(meeting: Meeting | None, centre: Centre, day: date) -> dict[str, Any]:
    """For `familysupport/pdf/meeting.typ`: filled, or empty to write on."""
    found = centres.rules_on(centre, day)
    labels = centres.labels(found)
    sheet = of_sheet(meeting.sheet, meeting.child.member, day) if meeting else {}
    return {
        **_centre(centre, day), "labels": [labels["user"], labels["provider"]],
        "nendo": years.label(meeting.nendo) if meeting else "", "content": meeting.get_content_display() if meeting else "",
        "who": _who(meeting, day), "when": _when(meeting), "explained": list(EXPLAINED),
        "contents": [] if meeting else [one.label for one in Content],
        "rows": [
            {"label": one.label, "help": one.help, "said": sheet.get(one.key, ""),
             "lines": LINES if one.most > 130 else 1}
            for one in SHEET
        ],
        "agreed": [_day(meeting.user_agreed_at), _day(meeting.provider_agreed_at)] if meeting else ["", ""],
    }  # fmt: skip


def _who(meeting: Meeting | None, day: date) -> dict[str, str]:
    """The paper goes to both sides: of who is protected it says neither name, telephone nor school."""
    if meeting is None:
        return dict.fromkeys(("child", "born", "school", "family", "family_phone", "provider", "phone"), "")
    child, family, provider = meeting.child, meeting.child.member, meeting.provider
    hidden = is_hidden(family, day)
    return {
        "child": child.call_name, "born": child.born_on.isoformat(), "school": "" if hidden else child.school,
        "family": called(family, day), "family_phone": "" if hidden else family.phone,
        "provider": called(provider, day), "phone": "" if is_hidden(provider, day) else provider.phone,
    }  # fmt: skip


def _when(meeting: Meeting | None) -> dict[str, str]:
    if meeting is None:
        return {"held": "", "planned": "", "where": "", "child": ""}
    planned = meeting.planned_at
    there = meeting.child_was_there
    return {
        "held": meeting.held_on.isoformat() if meeting.held_on else "", "where": meeting.where,
        "planned": f"{wareki.full_label(clock.day(planned))} {clock.time_label(clock.jst(planned).time())}" if planned else "",
        "child": "" if there is None else ("いた" if there else "いなかった"),
    }  # fmt: skip


def report(row: Report, today: date) -> dict[str, Any]:
    """For `familysupport/pdf/report.typ`. The paper goes to both sides: it does not name who is protected."""
    visit, told = row.visit, reports.as_told(row)
    request, provider = visit.request, visit.provider
    return {
        **_centre(request.member.centre, clock.day(row.written_at)), "number": row.public_id,
        "date": wareki.full_label(visit.day), "content": request.get_content_display(), "where": request.get_where_display(),
        "family": called(request.member, today), "provider": called(provider, today),
        "children": [one.call_name for one in request.children.order_by("born_on", "pk")],
        "planned": _hours(visit.starts_at, visit.ends_at), "real": _hours(row.began_at, row.ended_at),
        "length": rules.label(told.minutes), "words": row.words, "lines": row.lines, "tariff": row.tariff.name,
        "user_yen": row.user_yen, "city_yen": row.city_yen, "travel_yen": row.travel_yen, "cost_yen": row.cost_yen,
        "pays_yen": reports.pays_yen(row), "state": row.get_state_display(), "late": reports.is_late(row),
        "written": _day(row.written_at), "confirmed": _day(row.confirmed_at),
        "paid": f"{wareki.long_label(row.paid_on)}（{PaidWay(row.paid_way).label}）" if row.paid_on else "",
    }  # fmt: skip


def blank_report(centre: Centre, day: date) -> dict[str, Any]:
    """The same paper to write on, for who has no phone."""
    words = dict.fromkeys(
        ("number", "date", "content", "where", "family", "provider", "planned", "real", "length", "words", "tariff",
         "state", "written", "confirmed", "paid"), "",
    )  # fmt: skip
    return {**_centre(centre, day), **words, "children": [], "lines": [], "late": False, "blank": True}


def notice(rows: Sequence[TopUp], at: datetime) -> dict[str, Any]:
    """For `familysupport/pdf/notice.typ`: one page for each provider of a month. No child, no family is named."""
    accounts = payees.of_outside(outside_code(one.provider) for one in rows)
    persons = payees.of_persons(one.provider.person_id for one in rows if one.provider.person_id)
    found: dict[int, list[Report]] = {}
    every = reports.whole(Report.objects.filter(top_up__in=[one.pk for one in rows]))
    for one in every.order_by("visit__starts_at", "pk"):
        found.setdefault(one.top_up_id or 0, []).append(one)
    centre = rows[0].provider.centre if rows else None
    return {
        **(_centre(centre, clock.day(at)) if centre else {}),
        "pages": [
            _page(one, found.get(one.pk, []), persons.get(one.provider.person_id or 0) or accounts.get(outside_code(one.provider)))
            for one in rows
        ],
    }  # fmt: skip


def _page(row: TopUp, own: Sequence[Report], payee: Any) -> dict[str, Any]:
    return {
        "name": row.provider.name, "number": _number(row.provider), "month": f"{row.month.first.year}年{row.month.first.month}月",
        "count": row.reports_count, "time": rules.label(row.minutes), "user_yen": row.user_yen, "city_yen": row.city_yen,
        "paid": row.paid_on.isoformat() if row.paid_on else "", "reference": row.public_id,
        "account": f"…{payee.account_number[-3:]}" if payee else "",
        "rows": [
            [
                wareki.day_label(one.visit.day), one.visit.request.get_content_display(), _hours(one.began_at, one.ended_at),
                one.user_yen, one.city_yen,
            ]
            for one in own
        ],
    }  # fmt: skip


def _number(member: Member) -> str:
    return str(member.number or "")


def _centre(centre: Centre, day: date) -> dict[str, Any]:
    policy = centres.policy_on(centre, day)
    return {
        "centre": centre.name, "phone": centre.phone, "day": day.isoformat(),
        "insurance": f"{policy.name} 事故のとき {policy.phone}".strip() if policy else "",
    }  # fmt: skip


def _hours(begins: datetime, ends: datetime) -> str:
    return f"{clock.jst(begins):%H:%M}～{clock.jst(ends):%H:%M}"


def _day(at: datetime | None) -> str:
    return clock.day(at).isoformat() if at else ""
