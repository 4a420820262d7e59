"""Schools as the desk shows them, and which school got what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from ibasho.base.kernel import nendo
from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.bulletin.models import Delivery, Handout, School
from ibasho.rooms.bulletin.rules import schools as rules
from ibasho.town.areas import queries as areas


@dataclass(frozen=True, slots=True)
class District:
    """A 小学校区 and its schools, those to be asked again first. `name` is empty for schools of no district."""

    code: str
    name: str
    schools: list[School]


@dataclass(frozen=True, slots=True)
class Received:
    """One paper at one school. `day`: when the school says it came, None while it has said nothing. `code_id`: of the QR
    printed for that school, for its openings."""

    school: School
    title: str
    paper: str
    handed_on: date | None
    day: date | None
    given_out_on: date | None
    mailed_on: date | None
    code_id: int | None


def every(*, active: bool = True) -> QuerySet[School]:
    rows = School.objects.order_by("district", "kana", "name", "pk")
    return rows.filter(is_active=True) if active else rows


def one(public_id: str) -> School:
    """Raises NotFound."""
    found = School.objects.select_related("changed_by").filter(public_id=public_id).first()
    if found is None:
        raise NotFound("bulletin.school_unknown", "見つかりません。一覧から えらんでください。")
    return found


def by_district(today: date) -> list[District]:
    """Schools that go on, district by district in the order of their reading."""
    names = district_names(today)
    held: dict[str, list[School]] = {}
    for school in every():
        held.setdefault(school.district, []).append(school)
    order = [*(code for code in names if code in held), *(code for code in held if code not in names)]
    return [District(code, names.get(code, code), _stale_first(held[code], today)) for code in order]


def district_names(today: date) -> dict[str, str]:
    """Code → name of the 小学校区 that hold today, in their order."""
    return {one.code: one.name for one in areas.named_districts(today)}


def stale(today: date) -> QuerySet[School]:
    """Nobody has confirmed their classes and contact since this 年度 began, the longest ago first."""
    first = nendo.first_day(nendo.nendo(today))
    rows = every().exclude(checked_on__gte=first)
    return rows.order_by(F("checked_on").asc(nulls_first=True), "kana", "name", "pk")


def untaken(today: date) -> int:
    """How many schools of the areas are not on the list."""
    names = {one.school.strip()[:60] for one in areas.named_districts(today)} - {""}
    return len(names - set(School.objects.filter(name__in=names).values_list("name", flat=True)))


def deliveries(school: School) -> list[Delivery]:
    rows = Delivery.objects.filter(school=school).select_related("handout", "school", "code")
    return list(rows.order_by("-handout__hand_on", "-pk"))


def handouts() -> QuerySet[Handout]:
    """The newest first."""
    return Handout.objects.prefetch_related("deliveries__school").order_by("-hand_on", "-pk")


def handout(public_id: str) -> Handout:
    """Raises NotFound."""
    found = Handout.objects.select_related("made_by").filter(public_id=public_id).first()
    if found is None:
        raise NotFound("bulletin.handout_unknown", "見つかりません。一覧から えらんでください。")
    return found


def received(month: date) -> list[Received]:
    """What went to schools in this month (by the day it is handed out), whether or not they have said so. A paper that was
    dropped, or a school that closed before it came, stands here only where it was handed over."""
    first = month.replace(day=1)
    last = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    rows = Delivery.objects.select_related("handout", "school")
    rows = rows.filter(handout__hand_on__gte=first, handout__hand_on__lt=last)
    going = [
        one for one in rows.order_by("school__district", "school__kana", "school__name", "handout__hand_on", "pk")
        if one.handed_on or (one.school.is_active and one.handout.dropped_on is None)
    ]  # fmt: skip
    return [
        Received(
            one.school, one.handout.title, one.handout.paper, one.handed_on, one.received_on, one.given_out_on,
            one.mailed_on, one.code_id,
        )
        for one in going
    ]  # fmt: skip


def _stale_first(found: list[School], today: date) -> list[School]:
    return sorted(found, key=lambda one: not rules.is_stale(one.checked_on, today))
