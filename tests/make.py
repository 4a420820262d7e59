"""Typed makers: the smallest thing that is true, with what the test cares about named."""

from __future__ import annotations

import hashlib
import io
from datetime import date, time
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from ibasho.base.kernel.codes import new_code
from ibasho.rooms.reach.models import Candidate, Plan, PlanOpening, Rota, Study, Visit
from ibasho.town.areas.engine.network import Network, pack
from ibasho.town.areas.models import AreaFile, LongHoliday, Population, SchoolDistrict, StreetNetwork, Town
from ibasho.town.people.models import Organisation, Person
from ibasho.town.places.models import (
    Claim,
    ClosedDays,
    Event,
    ImportRun,
    MistakeReport,
    OpeningRule,
    Photo,
    Place,
    PlaceChange,
    PlaceNote,
    Session,
)
from tests import moment

MONDAY, TUESDAY, AT = moment.MONDAY, moment.TUESDAY, moment.AT


def place(name: str = "みどり食堂", **fields: Any) -> Place:
    """A published こども食堂 for everyone."""
    known: dict[str, Any] = {
        "kind": "kodomo_shokudo", "name": name, "state": "published", "everyone": True,
        "created_at": AT, "updated_at": AT,
    }  # fmt: skip
    return Place.objects.create(**{**known, **fields})


def weekly(
    place: Place, *weekdays: int, starts: time | None = time(15), ends: time | None = time(18)
) -> OpeningRule:
    return OpeningRule.objects.create(
        place=place, pattern="weekly", weekdays=list(weekdays), starts=starts, ends=ends
    )


def session(
    place: Place, day: date = TUESDAY, starts: time | None = time(15), ends: time | None = time(18)
) -> Session:
    return Session.objects.create(place=place, day=day, starts=starts, ends=ends)


def event(title: str = "森の おやつ会", **fields: Any) -> Event:
    """A published event with sign-up for ten heads and a waiting list of four."""
    known: dict[str, Any] = {
        "title": title, "state": "published", "venue_name": "みほん公園", "signup": True, "capacity": 10,
        "waiting_max": 4, "created_at": AT, "updated_at": AT, "published_at": AT,
    }  # fmt: skip
    return Event.objects.create(**{**known, **fields})


def event_day(
    event: Event, day: date = TUESDAY, starts: time | None = time(16), ends: time | None = time(18)
) -> Session:
    return Session.objects.create(
        event=event, place=event.place, by_hand=True, day=day, starts=starts, ends=ends
    )


def district(code: str = "M01", name: str = "虹橋", kana: str = "にじはし", **fields: Any) -> SchoolDistrict:
    """A 小学校区 with its school in the middle of みほん市."""
    known: dict[str, Any] = {"lat": 34.15, "lng": 138.15, "source": "みほん"}
    return SchoolDistrict.objects.create(code=code, name=name, kana=kana, **{**known, **fields})


def town(name: str = "虹橋町", kana: str = "にじはしちょう", **fields: Any) -> Town:
    known: dict[str, Any] = {"lat": 34.151, "lng": 138.15, "district_code": "M01", "source": "みほん"}
    return Town.objects.create(name=name, kana=kana, **{**known, **fields})


def streets(network: Network, **fields: Any) -> StreetNetwork:
    """The streets in use, packed as the city's import would."""
    StreetNetwork.objects.filter(current=True).update(current=False)
    known: dict[str, Any] = {
        "version": network.version, "packed": pack(network), "nodes": network.nodes, "arcs": network.arcs,
        "length_km": 1.0, "source": "みほん", "current": True, "loaded_at": AT,
    }  # fmt: skip
    return StreetNetwork.objects.create(**{**known, **fields})


def closed_days(place: Place, day: date = TUESDAY, **fields: Any) -> ClosedDays:
    return ClosedDays.objects.create(place=place, first=day, last=day, told_at=AT, **fields)


def change(place: Place, *, asked_by: Person, **proposed: Any) -> PlaceChange:
    """A group's wish that waits."""
    return PlaceChange.objects.create(
        place=place, proposed=proposed or {"phone": "000-000-0002"}, base_version=place.version, asked_at=AT,
        asked_by=asked_by,
    )  # fmt: skip


def claim(place: Place, organisation: Organisation, *, asked_by: Person) -> Claim:
    return Claim.objects.create(place=place, organisation=organisation, asked_at=AT, asked_by=asked_by)


def note(place: Place, words: str = "しずかで 本が いっぱい", **fields: Any) -> PlaceNote:
    """A child's words that nobody has read yet."""
    return PlaceNote.objects.create(place=place, stage="upper", words=words, told_on=TUESDAY, **fields)


def mistake(place: Place, words: str = "しまっていた", **fields: Any) -> MistakeReport:
    return MistakeReport.objects.create(place=place, what="closed", words=words, told_on=TUESDAY, **fields)


def photo(place: Place, words: str = "入り口", **fields: Any) -> Photo:
    """A picture of four pixels without people, not approved yet."""
    out = io.BytesIO()
    Image.new("RGB", (2, 2), "orange").save(out, "WEBP")
    code = new_code()
    row = Photo(place=place, public_id=code, words=words, nobody_shown=True, added_at=AT, **fields)
    row.file.save(f"{code}.webp", ContentFile(out.getvalue()), save=True)
    return row


def import_run(filename: str = "places.csv", **fields: Any) -> ImportRun:
    """A file somebody is looking at."""
    known: dict[str, Any] = {
        "sha256": "0" * 64, "dataset": "kodomo_shokudo", "encoding": "utf-8", "uploaded_at": AT,
        "counts": {"read": 0, "created": 0, "updated": 0, "unchanged": 0, "missing": 0, "rejected": 0},
    }  # fmt: skip
    return ImportRun.objects.create(filename=filename, **{**known, **fields})


def candidate(name: str = "虹橋学習センター", **fields: Any) -> Candidate:
    """A building in the middle of みほん市 where something could open."""
    known: dict[str, Any] = {
        "kind": "centre", "lat": 34.15, "lng": 138.15, "district_code": "M01", "source": "みほん",
    }  # fmt: skip
    return Candidate.objects.create(name=name, **{**known, **fields})


def plan(title: str = "放課後を ふやす", **fields: Any) -> Plan:
    """A question nobody has answered yet: two openings a week for the children of a primary school."""
    known: dict[str, Any] = {
        "asked": {"stages": ["lower", "upper"], "budget": 2, "blocks": ["2-1530-1730", "5-1000-1200"]},
        "made_at": AT,
    }
    return Plan.objects.create(title=title, **{**known, **fields})


def mobile_plan(*halls: Candidate, **fields: Any) -> Plan:
    """A solved plan of 出張開設: Tuesday mornings, the halls in turn by week."""
    known: dict[str, Any] = {
        "kind": "mobile",
        "title": "0～3歳へ 出かける",
        "state": "solved",
        "made_at": AT,
        "solved_at": AT,
    }
    row = Plan.objects.create(**{**known, **fields})
    PlanOpening.objects.bulk_create(
        PlanOpening(
            plan=row, candidate=hall, name=hall.name, lat=hall.lat, lng=hall.lng, weekday=1, starts=time(10),
            ends=time(11, 30), week_of_cycle=week,
        )
        for week, hall in enumerate(halls, start=1)
    )  # fmt: skip
    return row


def rota(title: str = "おでかけ広場", **fields: Any) -> Rota:
    known: dict[str, Any] = {
        "first": TUESDAY, "last": date(2027, 3, 31), "kit": ["おもちゃ", "マット"], "made_at": AT,
    }  # fmt: skip
    return Rota.objects.create(title=title, **{**known, **fields})


def visit(rota: Rota, hall: Candidate, day: date = TUESDAY, **fields: Any) -> Visit:
    """A Tuesday morning that is planned."""
    known: dict[str, Any] = {"starts": time(10), "ends": time(11, 30)}
    return Visit.objects.create(rota=rota, hall=hall, day=day, **{**known, **fields})


def area_file(**fields: Any) -> AreaFile:
    """A list of towns that was looked at and waits for the yes."""
    data = "町名,緯度,経度\n虹橋町,34.15,138.15\n".encode()
    known: dict[str, Any] = {
        "kind": "towns", "state": "looked", "filename": "towns.csv", "data": data,
        "sha256": hashlib.sha256(data).hexdigest(), "uploaded_at": AT,
        "options": {"source": "みほん", "names": ["towns.csv"]},
        "look": {"label": "町", "source": "みほん", "figures": [], "problems": []},
    }  # fmt: skip
    return AreaFile.objects.create(**{**known, **fields})


def long_holiday(name: str = "冬休み", **fields: Any) -> LongHoliday:
    known: dict[str, Any] = {"first": date(2026, 12, 26), "last": date(2027, 1, 6)}
    return LongHoliday.objects.create(name=name, **{**known, **fields})


def study(**fields: Any) -> Study:
    """A study of the school weeks that waits for its turn."""
    known: dict[str, Any] = {
        "scenario": "term", "first": MONDAY, "weeks": 4, "asked_at": AT,
        "settings": {"slots_min": 1.0, "seats_min": 0.03},
    }  # fmt: skip
    return Study.objects.create(**{**known, **fields})


def population(year: int = 2020, **fields: Any) -> Population:
    """A census that is not in use."""
    known: dict[str, Any] = {
        "kind": "census", "unit": "mesh", "name": f"{year}年", "source": "みほん", "counts": {"children": 1200},
        "loaded_at": AT,
    }  # fmt: skip
    return Population.objects.create(year=year, **{**known, **fields})
