"""Places and events as rows of the published formats: what a file of ours says.

A place that came in from a file goes out in that file's shape, word for word where nobody has changed it since.
Nothing here reads a person: contact, telephone and mail are those of the place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from ibasho.base.kernel.clock import time_label
from ibasho.base.kernel.geo import Position
from ibasho.base.kernel.tables import Written, header_key
from ibasho.town.areas.models import SchoolDistrict
from ibasho.town.places.datasets.columns import PLACE_FIELDS
from ibasho.town.places.datasets.entries import WEEKDAYS_MEAN_WEEKLY, hours_of
from ibasho.town.places.datasets.kinds import kind_of
from ibasho.town.places.datasets.rows import Dataset, EventRow, Generation, PlaceRow
from ibasho.town.places.datasets.writing import export_csv, export_xlsx
from ibasho.town.places.models import Event, OpeningRule, Place, Session
from ibasho.town.places.queries import published
from ibasho.town.places.rules.audience import read_audience
from ibasho.town.places.rules.features import ACCESSIBILITY_LABELS
from ibasho.town.places.rules.kinds import PlaceKind
from ibasho.town.places.rules.opening import Opening, Pattern
from ibasho.town.places.rules.opening_text import OpeningText
from ibasho.town.places.rules.stages import CHILD_STAGES, Stage
from ibasho.town.places.rules.words import describe_all

PLACE_DATASETS = (Dataset.KODOMO_SHOKUDO, Dataset.CHILDCARE, Dataset.FACILITY)
_CHILDCARE_KINDS = {
    PlaceKind.NURSERY, PlaceKind.KOSODATE_SHIEN, PlaceKind.TSUDOI, PlaceKind.JIDOKAN, PlaceKind.AFTER_SCHOOL,
    PlaceKind.TEMPORARY_CARE,
}  # fmt: skip
_LETTERS = "月火水木金土日"
# Behind words that would read back as other days (two rules, each with its own condition): they promise nothing then.
ASK_FIRST = "（くわしくは たしかめてください）"
_MARK = re.compile(r"\s*【(?:休止中|限定|時間)】[^【\n]*")


@dataclass(frozen=True, slots=True)
class Home:
    """What a row says of the city itself, and the names of its districts by code."""

    code: str
    name: str
    prefecture: str
    districts: dict[str, str]


def home() -> Home:
    city = settings.IBASHO_CITY
    names = dict(SchoolDistrict.objects.order_by("valid_from").values_list("code", "name"))
    return Home(str(city["code"]), str(city["name"]), str(city.get("prefecture", "")), names)


def place_rows(dataset: Dataset) -> list[PlaceRow]:
    """Every entry the public may see that belongs into this file, in the order of entry."""
    rules = Prefetch("opening_rules", OpeningRule.objects.order_by("position", "pk"))
    places = published.listed().select_related("organisation").prefetch_related(rules).order_by("pk")
    at_home = home()
    return [as_row(place, at_home) for place in places if dataset_of(place) is dataset]


def dataset_of(place: Place) -> Dataset:
    """The shape it came in, as long as that can say what kind of place it is; else the shape for its kind."""
    kind = PlaceKind(place.kind)
    if place.dataset in set(PLACE_DATASETS):
        came = Dataset(place.dataset)
        if came is not Dataset.KODOMO_SHOKUDO or kind_of(came, name=place.name) is kind:
            return came
    if kind is PlaceKind.KODOMO_SHOKUDO:
        return Dataset.KODOMO_SHOKUDO
    return Dataset.CHILDCARE if kind in _CHILDCARE_KINDS else Dataset.FACILITY


def as_row(place: Place, at_home: Home) -> PlaceRow:
    """One line. What no column of ours holds is taken from the row it came from."""
    dataset, said = dataset_of(place), _Said(place)
    abroad = place.municipality_code not in ("", at_home.code)
    booking_method = said.cell("booking_method")
    return PlaceRow(
        dataset=dataset,
        name=place.name,
        kind=PlaceKind(place.kind),
        external_id=place.external_id or place.public_id,
        key=place.external_id or place.public_id,
        municipality_code=place.municipality_code or ("" if place.outside_city else at_home.code),
        prefecture=said.cell("prefecture") or ("" if abroad else at_home.prefecture),
        municipality=said.cell("municipality") or ("" if abroad or place.outside_city else at_home.name),
        kana=place.kana,
        kind_text=_kind_text(place, dataset, said),
        poi_code=said.cell("poi_code"),
        description=place.description,
        support_text=said.cell("support_text"),
        postal_code=place.postal_code,
        address=place.address,
        building=place.building,
        machiaza_id=place.machiaza_id,
        position=place.position,
        access_note=place.access_note,
        parking_note=place.parking_note,
        phone=place.phone,
        contact_email=place.contact_email,
        url=place.url,
        organisation_name=place.organisation.name if place.organisation else place.organisation_name,
        corporate_number=said.cell("corporate_number"),
        audience_note=_audience(place),
        age_text=said.cell("age_text"),
        fee_infant_yen=place.fee_infant_yen,
        fee_elementary_yen=place.fee_elementary_yen,
        fee_junior_yen=place.fee_junior_yen,
        fee_high_yen=place.fee_high_yen,
        fee_adult_yen=place.fee_adult_yen,
        fee_note=place.fee_note,
        booking=place.booking,
        booking_method="" if booking_method in place.booking_note else booking_method,
        booking_note=place.booking_note,
        capacity=place.capacity,
        capacity_note=place.capacity_note,
        features=tuple(sorted(place.features)),
        temporary_care=True if place.kind == PlaceKind.TEMPORARY_CARE else None,
        barrier_free_note=_barrier_free(place),
        district_text=said.cell("district_text") or at_home.districts.get(place.district_code, ""),
        network_text=said.cell("network_text"),
        note=_note(place, said),
        opening=_opening(place, dataset, said),
        number=0,
        original={name: str(cell) for name, cell in place.original.items()},
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """The row of the file a place came from, by our own names of the columns."""

    place: Place

    def cell(self, field: str) -> str:
        cells = {header_key(name): str(cell) for name, cell in self.place.original.items()}
        found = (cells[key] for key in map(header_key, PLACE_FIELDS[field]) if cells.get(key))
        return next(found, "").strip()

    def opening(self) -> OpeningText:
        names = ("frequency", "weekdays", "days", "starts", "ends", "opening_note")
        return OpeningText(*(self.cell(name) for name in names))


def _kind_text(place: Place, dataset: Dataset, said: _Said) -> str:
    """The source's own 種別 while it still means the kind the city has set."""
    kind, words = PlaceKind(place.kind), said.cell("kind_text")
    if words and kind_of(dataset, name=place.name, kind_text=words, poi_code=said.cell("poi_code")) is kind:
        return words
    return kind.label


def _audience(place: Place) -> str:
    """A restricted place says for whom it is, and never that anybody may come."""
    if place.restricted:
        return "、".join(dict.fromkeys(filter(None, [place.restricted_to, place.audience_note])))[:400]
    return place.audience_note or audience_words(place)


def audience_words(place: Place) -> str:
    """「どなたでも、小学4年生以上はこどもだけで可」 of what is ticked, in words that read back as the same; else ""."""
    children = [stage for stage in CHILD_STAGES if stage.value in place.stages]
    who = "どなたでも" if place.everyone else "・".join(_STAGE_WORDS[stage] for stage in children)
    alone = _ALONE_WORDS.get(Stage(place.alone_from), "") if place.alone_from else ""
    for words in ("、".join(filter(None, [who, alone])), who):
        read = read_audience(words) if who else None
        if read and (read.anyone or read.stages == set(children)):
            return words
    return ""


_STAGE_WORDS = {
    Stage.INFANT: "乳幼児",
    Stage.LOWER: "小学校低学年",
    Stage.UPPER: "小学校高学年",
    Stage.JUNIOR: "中学生",
    Stage.HIGH: "高校生",
}
_ALONE_WORDS = {
    Stage.LOWER: "小学生以上はこどもだけで可",
    Stage.UPPER: "小学4年生以上はこどもだけで可",
    Stage.JUNIOR: "中学生以上はこどもだけで可",
    Stage.HIGH: "高校生以上はこどもだけで可",
}


def _barrier_free(place: Place) -> str:
    labels = [ACCESSIBILITY_LABELS[code] for code in place.accessibility if code in ACCESSIBILITY_LABELS]
    missing = [label for label in labels if label not in place.accessibility_note]
    return ";".join([*filter(None, [place.accessibility_note]), *missing])[:400]


def _note(place: Place, said: _Said) -> str:
    """The source's 備考 with our marks behind it: 【休止中】, 【限定】, 【時間】. Old marks go, so that they never pile up."""
    marks = [_MARK.sub("", said.cell("note")).strip()]
    if place.state == Place.State.PAUSED:
        since = f"{place.paused_since:%Y-%m-%d}から " if place.paused_since else ""
        until = f"{place.paused_until:%Y-%m-%d}まで" if place.paused_until else "いつまでかは わかりません"
        marks.append(f"【休止中】{since}{until}")
    if place.restricted:
        marks.append(f"【限定】{place.restricted_to}")
    marks += [f"【時間】{rule.words}" for rule in _rules(place) if rule.words != _bare(rule).words]
    return " ".join(filter(None, marks))


def _opening(place: Place, dataset: Dataset, said: _Said) -> OpeningText:
    """The source's own cells while they still say our rules; else the rules in cells that come in as the same.
    What a rule says besides goes to 備考, where it casts no doubt on the hours."""
    rules = _rules(place)
    verbatim = said.opening()
    if not rules:
        return verbatim if verbatim.says_anything() else OpeningText(note=place.opening_words)
    bare = tuple(_bare(rule) for rule in rules)
    for wanted in (rules, bare):
        words = OpeningText(note=describe_all(wanted))
        for text in (verbatim, *_in_columns(wanted, dataset), words):
            if _comes_in_as(text, dataset) == wanted:
                return text
    return OpeningText(note=describe_all(rules) + ASK_FIRST)


def _rules(place: Place) -> tuple[Opening, ...]:
    return tuple(rule.as_opening() for rule in place.opening_rules.all())


def _bare(rule: Opening) -> Opening:
    """Without its own words, where its fields say the days."""
    return rule if rule.pattern is Pattern.IRREGULAR else replace(rule, words="")


def _comes_in_as(text: OpeningText, dataset: Dataset) -> tuple[Opening, ...]:
    """The rules an import of this line would keep."""
    return hours_of(PlaceRow(dataset, "", PlaceKind.OTHER, opening=text)).openings


def _in_columns(rules: tuple[Opening, ...], dataset: Dataset) -> Iterable[OpeningText]:
    """One weekly rule fits the columns for weekday and hours."""
    one = rules[0]
    if len(rules) > 1 or one.pattern is not Pattern.WEEKLY or dataset not in WEEKDAYS_MEAN_WEEKLY:
        return
    weekdays = "".join(_LETTERS[day] for day in sorted(one.weekdays))
    starts, ends = (time_label(hour).zfill(5) if hour else "" for hour in (one.starts, one.ends))
    yield OpeningText(weekdays=weekdays, starts=starts, ends=ends)
    yield OpeningText(weekdays=weekdays, starts=starts, ends=ends, note=describe_all(rules))


def event_rows() -> list[EventRow]:
    """Published and cancelled events: one line per run of days with the same hours."""
    at_home = home()
    return [row for event in shown_events() for row in event_as_rows(event, at_home)]


def shown_events() -> QuerySet[Event]:
    states = (Event.State.PUBLISHED, Event.State.CANCELLED)
    days = Prefetch("sessions", Session.objects.order_by("day", "starts", "pk"))
    found = Event.objects.filter(state__in=states).select_related("organisation", "place")
    return found.prefetch_related(days).order_by("pk")


def event_as_rows(event: Event, at_home: Home) -> list[EventRow]:
    sessions = [one for one in event.sessions.all() if one.state == Session.State.PLANNED]
    runs = _runs(sessions) or [None]
    several = len(runs) > 1
    base = event.external_id or event.public_id
    return [
        _event_row(event, run, f"{base}-{number}" if several else base, at_home)
        for number, run in enumerate(runs, start=1)
    ]


@dataclass(frozen=True, slots=True)
class _Run:
    first: Session
    last: Session


def _runs(sessions: list[Session]) -> list[_Run | None]:
    """Days that follow each other with the same hours stand in one line."""
    runs: list[_Run | None] = []
    for one in sessions:
        before = runs[-1] if runs else None
        if before and _follows(before.last, one):
            runs[-1] = _Run(before.first, one)
        else:
            runs.append(_Run(one, one))
    return runs


def _follows(before: Session, after: Session) -> bool:
    same_hours = (before.starts, before.ends) == (after.starts, after.ends)
    return same_hours and after.day == before.day + timedelta(days=1)


def _event_row(event: Event, run: _Run | None, external_id: str, at_home: Home) -> EventRow:
    place, first, last = event.place, run.first if run else None, run.last if run else None
    own = Position(event.lat, event.lng) if event.lat is not None and event.lng is not None else None
    return EventRow(
        title=event.title,
        key=external_id,
        external_id=external_id,
        municipality_code=event.municipality_code or at_home.code,
        prefecture=at_home.prefecture,
        municipality=at_home.name,
        kana=event.kana,
        description=event.description,
        audience_note=event.audience_note,
        starts_on=first.day if first else None,
        ends_on=last.day if last else None,
        starts_at=first.starts if first else None,
        ends_at=first.ends if first else None,
        when_note="【中止】" if event.state == Event.State.CANCELLED else "",
        fee_yen=0 if event.free_of_charge else None,
        fee_note=event.fee_note,
        venue_name=event.venue_name or (place.name if place else ""),
        venue_address=event.venue_address or (place.address if place else ""),
        position=own or (place.position if place else None),
        organiser_name=event.organisation.name if event.organisation else event.organiser_name,
        phone=event.phone,
        capacity=event.capacity,
        signup_note=event.signup_note,
        url=event.url,
        original={name: str(cell) for name, cell in event.original.items()},
    )


def table(
    dataset: Dataset,
    kind: Literal["csv", "xlsx"],
    generation: Generation = Generation.NEW,
    encoding: Literal["utf-8-sig", "cp932"] = "utf-8-sig",
) -> Written:
    """One whole file. `encoding` is for CSV."""
    rows: Sequence[PlaceRow | EventRow] = event_rows() if dataset is Dataset.EVENT else place_rows(dataset)
    if kind == "xlsx":
        return export_xlsx(rows, dataset, generation)
    return export_csv(rows, dataset, generation, encoding)


def lost_list(written: Written) -> str:
    """`12 TAB 名称 TAB 𠮷`, one line each; empty when CP932 holds everything."""
    return "".join(f"{one.row}\t{one.column}\t{one.char}\n" for one in written.lost)


def counts() -> Counter[Dataset]:
    """How many entries stand in each file."""
    places = published.listed().only("kind", "dataset", "name")
    found = Counter(dataset_of(place) for place in places)
    found[Dataset.EVENT] = shown_events().count()
    return found


def newest_change() -> datetime | None:
    """When an entry or event the public may see was last written."""
    newest = [
        rows.order_by("-updated_at").values_list("updated_at", flat=True).first()
        for rows in (published.listed(), shown_events().prefetch_related(None))
    ]
    return max(filter(None, newest), default=None)
