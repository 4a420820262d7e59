"""The month of a school district on A4: what its children can walk to, day by day. All districts are gathered at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ibasho.base.kernel import clock
from ibasho.base.kernel.geo import Position
from ibasho.base.ports import pdf
from ibasho.base.ui.paper_icons import icons
from ibasho.rooms.bulletin.models import QrCode
from ibasho.rooms.bulletin.queries import codes, paper_places
from ibasho.rooms.bulletin.queries.paper_places import Reach
from ibasho.rooms.bulletin.queries.paper_tongue import Pieces, Tongue, frame
from ibasho.town.places.models import ClosedDays, Place
from ibasho.town.places.queries import calendar
from ibasho.town.places.queries.calendar import Entry, Told
from ibasho.town.places.queries.criteria import Criteria
from ibasho.town.places.rules.calendar import DayFacts, Month
from ibasho.town.places.rules.kinds import PlaceKind
from ibasho.town.places.rules.words import describe_all_for_children

EVENT_PICTURE = "star"
EVERY = 10_000  # places below a grid are never cut short
STEADY_IN_SQUARES = 2  # so few that open nearly every day leave air in the squares; more stand below them


@dataclass(frozen=True, slots=True)
class City:
    """A month of the whole city, read once: its varied sessions by day, and what opens as always or says no day."""

    month: Month
    entries: Mapping[date, Sequence[Entry]]
    steady: Sequence[Told]
    irregular: Sequence[Told]

    @property
    def spots(self) -> dict[int, Position]:
        """Where events without a place of ours stand."""
        events = [
            one.event
            for found in self.entries.values()
            for one in found
            if one.event and not one.event.place_id
        ]
        return {
            one.pk: Position(one.lat, one.lng)
            for one in events
            if one.lat is not None and one.lng is not None
        }


def city(month: Month) -> City:
    keys = calendar.varied(Criteria(), month).values_list("pk", flat=True)
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for one in calendar.entries(keys).values():
        by_day[one.session.day].append(one)
    ordered = {day: sorted(found, key=calendar.by_hour) for day, found in by_day.items()}
    steady = calendar.steady(Criteria(), month, most=EVERY)
    return City(month, ordered, steady, calendar.irregular(Criteria()))


def sheets(found: Iterable[tuple[Reach, QrCode]], of: City, tongue: Tongue, day: date) -> bytes:
    """One PDF, a sheet (or more) for each district. Raises Invalid for a letter no font has."""
    given = list(found)
    files = {f"qr/{place}.svg": codes.svg(code) for place, (_, code) in enumerate(given)}
    told = data([(reach, codes.typed(code)) for reach, code in given], of, tongue, day)
    return pdf.render("bulletin/pdf/calendar.typ", told, files={**files, **icons(_pictures(told))})


def pictures(reach: Reach, code: QrCode, of: City, tongue: Tongue, day: date) -> list[bytes]:
    """The sheets of one district as PNG, to look at before printing."""
    told = data([(reach, codes.typed(code))], of, tongue, day)
    files = {"qr/0.svg": codes.svg(code), **icons(_pictures(told))}
    return pdf.pictures("bulletin/pdf/calendar.typ", told, files=files, ppi=110)


def data(found: Sequence[tuple[Reach, str]], of: City, tongue: Tongue, day: date) -> dict[str, Any]:
    """What the template reads. `found`: districts with the address to type; their QRs are `qr/0.svg`, `qr/1.svg` …"""
    label = tongue.told("calendar", district=found[0][0].district.name) if len(found) == 1 else of.month.label
    return {
        **frame(tongue, day), "title": f"{label} {of.month.label}", "month": tongue.month(of.month.first),
        "heads": tongue.week(), "words": _words(tongue), "alt": tongue.told("alt", what=tongue.told("card")),
        "sheets": [_sheet(reach, typed, of, tongue, day) for reach, typed in found],
    }  # fmt: skip


def _words(tongue: Tongue) -> dict[str, Pieces]:
    return {
        key: tongue.word(key)
        for key in (
            "scan",
            "type",
            "shut",
            "unsure",
            "event",
            "daily",
            "maybe",
            "further",
            "legend",
            "nothing",
        )
    }


def _sheet(reach: Reach, typed: str, of: City, tongue: Tongue, day: date) -> dict[str, Any]:
    district, near = reach.district, reach.keys
    events = paper_places.within(district, of.spots)
    found = {
        one: [each for each in entries if _is_near(each, near, events)] for one, entries in of.entries.items()
    }
    steady = [one for one in of.steady if one.place.pk in near]
    if len(steady) <= STEADY_IN_SQUARES:
        found, steady = _with_steady(found, steady, of.month), []
    weeks = [
        [_square(one, of.month, found.get(one, ()), tongue, day) for one in week] for week in of.month.weeks()
    ]
    below = [_told(one, tongue) for one in steady]
    maybe = [_told(one, tongue) for one in of.irregular if one.place.pk in near]
    kinds = {cell["picture"]: cell["kind"] for week in weeks for square in week for cell in square["entries"]}
    further = [_further(one.place, tongue) for one in reach.further]
    kinds |= {one["picture"]: one["kind"] for one in (*below, *maybe, *further)}
    return {
        "heading": _heading(tongue, district.name, district.kana), "typed": typed,
        "note": tongue.word("calendar_note" if reach.by_way else "calendar_far"), "weeks": weeks, "steady": below,
        "maybe": maybe, "further": further, "legend": [{"picture": name, "words": said} for name, said in kinds.items()],
        "nothing": not any(square["entries"] for week in weeks for square in week) and not below and not maybe,
    }  # fmt: skip


def _with_steady(
    found: Mapping[date, Sequence[Entry]], steady: Sequence[Told], month: Month
) -> dict[date, list[Entry]]:
    """The squares with these places' days beside what is there, by the hour."""
    keys = calendar.sessions(Criteria(), month.first, month.last).filter(
        event=None, place__in=[one.place.pk for one in steady]
    )
    known = {each.session.pk for entries in found.values() for each in entries}
    squares = {day: list(entries) for day, entries in found.items()}
    for one in calendar.entries(keys.values_list("pk", flat=True)).values() if steady else ():
        if one.session.pk not in known:
            squares.setdefault(one.session.day, []).append(one)
    return {day: sorted(entries, key=calendar.by_hour) for day, entries in squares.items()}


def _heading(tongue: Tongue, name: str, kana: str) -> Pieces:
    before, after = tongue.told("calendar", district="\0").split("\0")
    return [*tongue.said(before), *tongue.said(name, kana), *tongue.said(after)]


def _square(one: date, month: Month, found: Sequence[Entry], tongue: Tongue, day: date) -> dict[str, Any]:
    facts, inside = DayFacts.of(one, day), Month.of(one) == month
    shut: set[int] = set()  # a place that is shut all day says so once
    kept = [each for each in found if inside and not _again(each, shut)]
    return {
        "number": one.day, "inside": inside, "holiday": tongue.said(facts.holiday) if inside and tongue.is_japanese else [],
        "free": bool(facts.holiday) or one.weekday() == 6, "entries": [_entry(each, tongue) for each in kept],
    }  # fmt: skip


def _again(one: Entry, shut: set[int]) -> bool:
    if one.event is not None or not one.cancelled or one.place is None:
        return False
    known = one.place.pk in shut
    shut.add(one.place.pk)
    return known


def _is_near(one: Entry, near: frozenset[int], events: frozenset[int]) -> bool:
    """An event counts where its place is near; one without a place where its own position is."""
    if one.event is None:
        return one.session.place_id in near
    return one.event.place_id in near or one.event.pk in events


def _entry(one: Entry, tongue: Tongue) -> dict[str, Any]:
    picture, kind = (EVENT_PICTURE, tongue.word("event")) if one.event else _kind(one.kind, tongue)
    return {
        "picture": picture, "kind": kind, "hours": _hours(one), "name": tongue.said(one.name, one.kana),
        "where": tongue.said(one.where, one.where_kana) if one.event else [], "shut": one.cancelled,
        "unsure": not one.promised and not one.cancelled,
    }  # fmt: skip


def _kind(kind: PlaceKind, tongue: Tongue) -> tuple[str, Pieces]:
    return kind.icon, tongue.page_word(kind.child_label)


def _hours(one: Entry) -> str:
    starts, ends = one.session.starts, one.session.ends
    return (
        "～".join(clock.time_label(each) if each else "" for each in (starts, ends)) if starts or ends else ""
    )


def _told(one: Told, tongue: Tongue) -> dict[str, Any]:
    picture, kind = _kind(PlaceKind(one.place.kind), tongue)
    return {
        "picture": picture, "kind": kind, "name": tongue.said(one.place.name, one.place.kana),
        "lines": [tongue.page_word(line) for line in one.child],
        "shut": [tongue.said(_closure(closed)) for closed in one.closures],
    }  # fmt: skip


def _further(place: Place, tongue: Tongue) -> dict[str, Any]:
    """In words: it stands in no square, for nobody walks there alone."""
    lines = describe_all_for_children(rule.as_opening() for rule in place.opening_rules.all())
    return _told(Told(place, "", lines or (place.opening_words,)), tongue)


def _closure(closed: ClosedDays) -> str:
    first, last = closed.first, closed.last
    return f"{first.month}/{first.day}" + ("" if first == last else f"～{last.month}/{last.day}")


def _pictures(told: Mapping[str, Any]) -> set[str]:
    return {one["picture"] for sheet in told["sheets"] for one in sheet["legend"]}
