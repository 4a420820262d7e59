"""A centre with its rules and fees, 保's family, and two providers: 千代 (car, near) and 五郎 (on foot).

DAY is the day after make.AT; all courses were taken in 2025.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.models import (
    Availability,
    Centre,
    CentreRules,
    Child,
    Course,
    CourseTaken,
    Member,
    Policy,
    Provider,
    Request,
    Tariff,
    Visit,
)
from tests import make
from tests.people import Cast

DAY = date(2026, 11, 25)  # the Wednesday after make.AT
BODY: dict[str, Any] = {  # 500 + 500 yen an hour by day, 600 + 500 else; a second child 250 or 300 + 500
    "bands": [
        {
            "name": "平日 7時〜19時", "weekdays": [0, 1, 2, 3, 4], "holidays": "no", "starts": "07:00", "ends": "19:00",
            "rates": [{"user": 500, "city": 500}, {"user": 250, "city": 500}],
        },
        {
            "name": "そのほかの時間", "weekdays": [0, 1, 2, 3, 4, 5, 6], "holidays": "any", "starts": "00:00",
            "ends": "24:00", "rates": [{"user": 600, "city": 500}, {"user": 300, "city": 500}],
        },
    ],
    "sibling_percent": None,
    "first_minutes": 60,
    "step_minutes": 30,
    "crossing": "each",
    "cancellation": {"before": 0, "same_day": 50, "no_show": 100, "warning": 0, "provider": 0},
    "cancel_of": "user",
    "car_yen_km": 30,
    "travel_words": "バス・電車・タクシーは 実費",
    "begins": "set_out",
}  # fmt: skip


@dataclass(frozen=True)
class Ground:
    centre: Centre
    rules: CentreRules
    tariff: Tariff
    tamotsu: Member
    child: Child
    chiyo: Member
    goro: Member


def ground(people: Cast) -> Ground:
    centre = Centre.objects.create(
        organisation=people.council, name="みほんファミリー・サポート・センター", phone="0537-00-0000"
    )
    rules = CentreRules.objects.create(centre=centre, valid_from=date(2025, 4, 1))
    Policy.objects.create(
        centre=centre, name="補償保険", covers=["injury", "liability", "child_injury", "course"],
        valid_from=date(2026, 4, 1), valid_until=date(2027, 3, 31),
    )  # fmt: skip
    tariff = Tariff.objects.create(
        centre=centre, name="令和7年4月から", valid_from=date(2025, 4, 1), body=BODY, state="published",
        published_at=make.AT,
    )  # fmt: skip
    tamotsu = member(centre, 1, "鈴木 保", kind="user", person=people.tamotsu, email="tamotsu@example.test")
    child = Child.objects.create(
        member=tamotsu, call_name="ひなた", born_on=date(2019, 6, 1), school="みほん小学校"
    )
    chiyo = provider(centre, 2, "青木 千代", travels=["walk", "car"], car_seats=["junior"])
    goro = provider(centre, 3, "森 五郎", travels=["walk"])
    return Ground(centre, rules, tariff, tamotsu, child, chiyo, goro)


def member(centre: Centre, number: int, name: str, **fields: Any) -> Member:
    """Active since April, at home near the middle of the tests' city."""
    known: dict[str, Any] = {
        "kind": "user", "state": "active", "applied_at": make.AT, "applied_via": "page", "joined_on": date(2026, 4, 1),
        "agreed_on": date(2026, 4, 1), "id_seen_on": date(2026, 4, 1), "interviewed_on": date(2026, 4, 1),
        "lat": 34.7690, "lng": 137.9980, "phone": f"0537-00-{number:04}",
    }  # fmt: skip
    return Member.objects.create(centre=centre, number=number, name=name, **{**known, **fields})


def provider(centre: Centre, number: int, name: str, **can: Any) -> Member:
    """Free on weekdays 14–19, all courses taken, up to three visits a week."""
    row = member(centre, number, name, kind="provider")
    profile = Provider.objects.create(
        member=row, **{"wheres": ["provider_home", "user_home", "place", "way"], **can}
    )
    Availability.objects.bulk_create(
        Availability(provider=profile, weekday=day, starts=time(14), ends=time(19)) for day in range(5)
    )
    for kind, minutes in (("basic", 1_440), ("first_aid", 180), ("safety", 120)):
        course, _ = Course.objects.get_or_create(
            centre=centre, kind=kind, title=kind, held_on=date(2025, 6, 1), minutes=minutes
        )
        CourseTaken.objects.create(course=course, member=row, minutes=minutes, written_at=make.AT)
    return row


def request(
    made: Ground, day: date = DAY, *, starts: time = time(15), ends: time = time(17), **fields: Any
) -> Request:
    """One afternoon after school, at the provider's home."""
    known: dict[str, Any] = {
        "content": "after_school", "where": "provider_home", "from_on": day, "until_on": day, "starts": starts,
        "ends": ends, "asked_at": make.AT, "asked_via": "link",
    }  # fmt: skip
    row = Request.objects.create(member=made.tamotsu, **{**known, **fields})
    row.children.add(made.child)
    return row


def visit(row: Request, day: date | None = None, **fields: Any) -> Visit:
    """One occasion of a request, still open."""
    on = day or row.from_on
    known: dict[str, Any] = {
        "day": on, "starts_at": clock.at(on, row.starts), "ends_at": clock.at(on, row.ends),
    }  # fmt: skip
    return Visit.objects.create(request=row, **{**known, **fields})


def agreed(row: Request, helper: Member, day: date | None = None, **fields: Any) -> Visit:
    """Decided by the centre at make.AT."""
    return visit(row, day, state="agreed", provider=helper, decided_at=make.AT, **fields)
