"""A published row as the fields of an entry. Pure: what the row does not say stays empty, nothing is made up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ibasho.town.places.datasets.cells import is_nothing, joined
from ibasho.town.places.datasets.rows import Dataset, EventRow, PlaceRow
from ibasho.town.places.rules.audience import Audience, read_audience
from ibasho.town.places.rules.kinds import NEVER_FOR_ALL, PlaceKind
from ibasho.town.places.rules.opening import HolidayRule, Opening, Pattern, SchoolCalendar
from ibasho.town.places.rules.opening_text import OpeningText
from ibasho.town.places.rules.published_days import EventDays, Span, days_of
from ibasho.town.places.rules.reading import Reading, read_opening
from ibasho.town.places.rules.stages import Stage

Values = dict[str, Any]

WORDS_MAX = 400  # of OpeningRule.words and the notes
FROM_FILE = "資料"
DOUBTFUL = "資料（ほかの場所と同じ、仮の位置かもしれません）"
NO_VENUE = "会場は 資料に 書いてありません"
RESTRICTED_TO = {
    PlaceKind.AFTER_SCHOOL: "入会している こども",
    PlaceKind.NURSERY: "通っている こども",
    PlaceKind.RESTRICTED: "利用が 決まっている人",
}
WEEKDAYS_MEAN_WEEKLY = frozenset({Dataset.CHILDCARE, Dataset.FACILITY})

FEES = (
    "fee_infant_yen", "fee_elementary_yen", "fee_junior_yen", "fee_high_yen", "fee_adult_yen", "fee_note",
)  # fmt: skip
# Fields that say one thing together: from a file they are taken together or not at all.
PLACE_UNITS: tuple[tuple[str, ...], ...] = (
    ("name",), ("kana",), ("description",), ("organisation_name",),
    ("kind", "restricted", "restricted_to", "everyone", "stages", "alone_from", "adult_needed", "audience_note"),
    FEES,
    ("booking", "booking_note"), ("capacity", "capacity_note"), ("features",), ("accessibility_note",),
    ("address", "building", "postal_code", "machiaza_id"), ("lat", "lng"), ("access_note",), ("parking_note",), ("phone",), ("contact_email",), ("url",), ("openings", "opening_words", "opening_certain"),
)  # fmt: skip
EVENT_UNITS: tuple[tuple[str, ...], ...] = (
    ("title",), ("kana",), ("description",), ("organiser_name",),
    ("venue_name", "venue_address", "lat", "lng"), ("stages", "alone_from", "adult_needed", "audience_note"),
    ("fee_note", "free_of_charge"), ("url",), ("phone",), ("signup_note",), ("capacity",), ("days",),
)  # fmt: skip
_SUSPENDED = re.compile(
    r"休止中|休止して(?:い|お)|(?:現在|当面|当分)(?:の間)?[はも、\s]*休止|休止$|閉所(?:しました|済|$)"
)
_CANCELLED = re.compile(r"[【\[（(〔]\s*(?:開催)?中止(?:に?なりました)?\s*[】\]）)〕]|^中止[\s:：]")


@dataclass(frozen=True, slots=True)
class Hours:
    """What is kept of a row's opening. `certain` rules make sessions; others are IRREGULAR: shown, never promised."""

    openings: tuple[Opening, ...]
    words: str
    certain: bool


def hours_of(row: PlaceRow) -> Hours:
    """The openings as they are stored: what was read without doubt as rules, the rest as days on which to ask."""
    return _hours_of(row.opening, row.dataset in WEEKDAYS_MEAN_WEEKLY)


@lru_cache(maxsize=4_096)  # the same few words stand in thousands of rows
def _hours_of(text: OpeningText, weekly: bool) -> Hours:
    read = read_opening(text, weekdays_mean_weekly=weekly)
    if read.certain:
        return Hours(read.openings, read.original, certain=bool(read.openings))
    return Hours(tuple(_maybe(rule, read) for rule in read.openings), read.original, certain=False)


def _maybe(rule: Opening, read: Reading) -> Opening:
    """The same days as a possibility; the words of the place stand with it."""
    if rule.pattern == Pattern.IRREGULAR:
        return rule
    words = read.original[:WORDS_MAX]
    holiday = rule.holiday if rule.holiday == HolidayRule.ALSO else HolidayRule.AS_USUAL
    return Opening(
        Pattern.IRREGULAR, weekdays=rule.weekdays, nth=rule.nth, starts=rule.starts, ends=rule.ends,
        months=rule.months, holiday=holiday, words=words,
    )  # fmt: skip


def place_values(row: PlaceRow) -> Values:
    """Every field a place file may set, `openings` (a list of Opening) among them."""
    hours = hours_of(row)
    hidden = row.address_hidden  # the publisher does not want the spot to be found
    return {
        "name": row.name,
        "kana": row.kana,
        "description": row.description,
        "organisation_name": row.organisation_name,
        "kind": row.kind.value,
        **_who(row),
        **{name: getattr(row, name) for name in FEES},
        "booking": row.booking,
        "booking_note": _cut(joined(row.booking_method, row.booking_note)),
        "capacity": row.capacity,
        "capacity_note": row.capacity_note,
        "features": sorted(row.features),
        "accessibility_note": row.barrier_free_note,
        "address": row.address,
        "building": row.building,
        "postal_code": row.postal_code,
        "machiaza_id": row.machiaza_id,
        "lat": None if hidden else row.lat,
        "lng": None if hidden else row.lng,
        "access_note": row.access_note,
        "parking_note": row.parking_note,
        "phone": row.phone,
        "contact_email": row.contact_email,
        "url": row.url,
        "openings": list(hours.openings),
        "opening_words": hours.words,
        "opening_certain": hours.certain,
    }


def _who(row: PlaceRow) -> Values:
    """Who may come, only as far as the words say it without doubt; a restricted kind is never for everyone."""
    note = _cut(joined(row.audience_note, f"受入年齢: {row.age_text}" if row.age_text else ""))
    restricted = row.kind in NEVER_FOR_ALL
    words = row.audience_note or ("" if is_nothing(row.age_text) else row.age_text)
    read = None if restricted else read_audience(words)
    return {
        "restricted": restricted,
        "restricted_to": RESTRICTED_TO.get(row.kind, ""),
        "everyone": _everyone(read),
        **_stages(read),
        "audience_note": note,
    }


def _everyone(read: Audience | None) -> bool | None:
    if read is None:
        return None
    return True if read.anyone else False if read.stages and not read.partly else None


def _stages(read: Audience | None) -> Values:
    """The stages only where each may come as a whole, and 「ひとりで」 only where somebody has said it."""
    if read is None:
        return {"stages": [], "alone_from": "", "adult_needed": None}
    clear = bool(read.stages) and not read.partly and not read.anyone
    alone = sorted(read.alone, key=lambda stage: stage.rank)
    younger = {stage for stage in read.with_adult if alone and stage.rank >= alone[0].rank}
    return {
        "stages": [stage.value for stage in Stage if stage in read.stages] if clear else [],
        "alone_from": alone[0].value if alone and not younger else "",
        "adult_needed": True if read.with_adult and not alone else None,
    }


def says_suspended_for_sure(row: PlaceRow) -> bool:
    """「現在休止中」, but not 「休止することがあります」."""
    words = (row.note, row.opening.note, row.opening.days, row.name)
    return any(_SUSPENDED.search(text.strip()) for text in words)


def says_cancelled(row: EventRow) -> bool:
    """「【中止】夏まつり」, but not 「雨天中止」."""
    return any(_CANCELLED.search(text) for text in (row.title, row.when_note))


def event_values(row: EventRow, calendar: SchoolCalendar) -> Values:
    """Every field an event file may set, `days` (a list of day, starts, ends) among them."""
    read = read_audience(row.audience_note)
    until = f"申込みは {row.signup_until:%Y-%m-%d} まで" if row.signup_until else ""
    fee = f"{row.fee_yen:,}円" if row.fee_yen else "無料" if row.fee_yen == 0 else ""
    return {
        "title": row.title,
        "kana": row.kana,
        "description": row.description,
        "organiser_name": row.organiser_name,
        "venue_name": _venue(row),
        "venue_address": row.venue_address,
        "lat": row.lat,
        "lng": row.lng,
        **_stages(read),
        "audience_note": row.audience_note,
        "fee_note": _cut(joined(fee, row.fee_note)),
        "free_of_charge": None if row.fee_yen is None else row.fee_yen == 0,
        "url": row.url,
        "phone": row.phone,
        "signup_note": _cut(joined(until, row.signup_note)),
        "capacity": row.capacity,
        "days": [(one.day, one.starts, one.ends) for one in event_days(row, calendar).days],
    }


def event_days(row: EventRow, calendar: SchoolCalendar) -> EventDays:
    return days_of(Span(row.starts_on, row.ends_on, row.starts_at, row.ends_at, row.when_note), calendar)


def _venue(row: EventRow) -> str:
    return row.venue_name or row.building or row.venue_address[:120] or NO_VENUE


def position_source(row: PlaceRow, lat: float | None) -> str:
    """How far the position can be trusted; empty where there is none."""
    return "" if lat is None else DOUBTFUL if row.position_doubtful else FROM_FILE


def _cut(text: str) -> str:
    return text[:WORDS_MAX]


def storable(original: Mapping[str, str]) -> dict[str, str]:
    """The cells of a row as PostgreSQL can keep them: without NUL."""
    return {name: cell.replace("\x00", "") for name, cell in original.items()}
