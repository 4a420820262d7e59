"""The trial day with its published figures, events to come with their sign-ups, visits that took place.

Visits to come are the mobile places' own open days; an event of them as well would show each day twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import cycle, groupby
from typing import Any

from demo.chapters.events import Event as Described
from demo.chapters.events import TrialDay, Visit
from demo.city import City
from demo.loading.work import Work
from ibasho.base.kernel import clock
from ibasho.town.places.actions import events, reports, signups
from ibasho.town.places.models import Event, Place, Signup
from ibasho.town.places.rules.event import CoGroup, EventDay

SOURCE = "みほん（つくりもの）"
NICKNAMES = (
    "かもめ", "くじら", "どんぐり", "まつぼっくり", "てんとうむし", "わたげ", "こがめ", "しろくま", "ほし", "はやて",
    "つくし", "みかん", "らっこ", "すずめ", "たいよう", "はっぱ",
)  # fmt: skip
PARTIES = (
    {"elementary": 1},
    {"elementary": 2, "guardian": 1},
    {"elementary": 1, "guardian": 1},
    {"elementary": 1},
)
SMALL = ({"infant": 1, "guardian": 1},)


def load(city: City, work: Work) -> str:
    trial_day(city.trial, work)
    for described in city.events:
        _sign_everybody_up(described, _event(described, work), work)
    held = sorted(
        (visit for visit in city.visits if visit.families is not None), key=lambda visit: visit.place
    )
    for place, visits in groupby(held, key=lambda visit: visit.place):
        _visits(place, list(visits), work)
    return f"{Event.objects.count()}、申しこみ {Signup.objects.count()}"


def trial_day(trial: TrialDay, work: Work, place: Place | None = None) -> None:
    """Unsplit where the source does not split, groups without names; at `place` where the city has it as one."""
    event = events.create(
        values={
            "title": trial.title, "kana": "あそびばインカケショク", "venue_name": "カケショク", "place_id": place and place.pk,
            "organiser_name": "掛川市 こども希望部", "description": trial.note, "source_name": trial.source,
        },
        days=[EventDay(trial.on, trial.starts, trial.ends)],
        groups=[CoGroup(name) for name in trial.groups], state="published", by=work.by, at=work.at,
    )  # fmt: skip
    reports.close(
        session=event.sessions.get(), heads={row.of_class: row.heads for row in trial.participants},
        groups=len(trial.groups), volunteers=trial.volunteers,
        note=f"協力団体の{trial.groups_note}。", by=work.by, at=work.at,
    )  # fmt: skip


def _event(described: Described, work: Work) -> Event:
    place = work.places[described.place]
    values: dict[str, Any] = {
        "title": described.title, "description": described.about, "organisation_id": place.organisation_id,
        "place_id": place.pk, "stages": list(described.stages), "signup": described.signup != "none",
        "alone_from": place.alone_from, "adult_needed": place.adult_needed, "free_of_charge": True,
        "capacity": described.capacity, "phone": place.phone, "source_name": SOURCE,
    }  # fmt: skip
    if described.signup_until is not None:
        until = clock.at(described.signup_until + timedelta(days=1), time())
        values["signup_closes_hours"] = (clock.at(described.on, described.starts) - until) // timedelta(
            hours=1
        )
    return events.create(
        values=values, days=[EventDay(described.on, described.starts, described.ends)],
        groups=_groups(described.groups, work), state="published", by=work.by, at=work.at,
    )  # fmt: skip


def _groups(codes: tuple[str, ...], work: Work) -> list[CoGroup]:
    found = [work.organisations[code] for code in codes]
    return [CoGroup(organisation.name, organisation.pk) for organisation in found]


def _sign_everybody_up(described: Described, event: Event, work: Work) -> None:
    """Parties until exactly the described heads have a seat or wait; nobody in the demo has a mail address."""
    names = cycle(NICKNAMES)
    for heads in [*_parties(described.signed_up, described), *_parties(described.waiting, described)]:
        signups.sign_up(
            session=event.sessions.get(), nickname=next(names), heads=heads, by=work.by, at=work.at
        )


def _parties(heads: int, described: Described) -> Iterator[dict[str, int]]:
    of_class = {"infant": "infant", "junior": "junior", "high": "high"}.get(described.stages[0], "elementary")
    shapes = cycle(SMALL if of_class == "infant" else PARTIES)
    while heads > 0:
        wanted = next(shapes)
        party = wanted if sum(wanted.values()) <= heads else {of_class: heads}
        heads -= sum(party.values())
        yield party


def _visits(code: str, visits: list[Visit], work: Work) -> None:
    place = work.places[code]
    event = events.create(
        values={
            "title": f"{place.name}", "kana": place.kana, "kind": "mobile", "venue_name": visits[0].hall,
            "organisation_id": place.organisation_id, "place_id": place.pk, "stages": ["infant"],
            "adult_needed": True, "free_of_charge": True, "phone": place.phone, "source_name": SOURCE,
            "description": "保育士などが おもちゃを もって 近くの 集会所へ 行きます。相談も できます。",
        },
        days=[EventDay(visit.on, visit.starts, visit.ends) for visit in visits],
        state="published", by=work.by, at=work.at,
    )  # fmt: skip
    days = {session.day: session for session in event.sessions.all()}
    for visit in visits:
        reports.close(
            session=days[visit.on], heads={}, families=visit.families, consultations=visit.consultations,
            note=f"担当：{'・'.join(visit.staff)}", by=work.by, at=_evening(visit),
        )  # fmt: skip


def _evening(visit: Visit) -> datetime:
    return clock.at(visit.on, time(17))
