"""Places of a file: which are new, which changed, which are gone — and all of it written in a few statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.ports import bulk
from ibasho.town.places.actions import remaking
from ibasho.town.places.actions.imports import intake as shared
from ibasho.town.places.actions.imports import standing
from ibasho.town.places.actions.imports.intake import Intake, Known, Outcome
from ibasho.town.places.datasets.entries import (
    PLACE_UNITS,
    Values,
    place_values,
    position_source,
    says_suspended_for_sure,
    storable,
)
from ibasho.town.places.datasets.reading import read_again
from ibasho.town.places.datasets.rows import Dataset, PlaceRow, Problem, Severity
from ibasho.town.places.models import Place
from ibasho.town.places.rules import search
from ibasho.town.places.rules.kinds import PlaceKind
from ibasho.town.places.rules.matching import match
from ibasho.town.places.rules.merging import Merged, merge
from ibasho.town.places.rules.opening import Opening
from ibasho.town.places.rules.words import describe_all

PAUSED_REASON = "資料に「休止」と書いてあります。"
_LABELS = {field.name: str(field.verbose_name) for field in Place._meta.concrete_fields} | {
    "openings": "あく時間"
}


@dataclass(slots=True)
class _Entry:
    """A place as it is to be written, and which fields change. `openings` None: the rules stay."""

    place: Place
    fields: list[str]
    openings: list[Opening] | None


def take_in(intake: Intake) -> Outcome:
    """Compares every row with what stands here and, unless it only looks, writes it."""
    outcome = Outcome(hours=Counter())
    rows, known = list(intake.reading.places), standing.known(intake)
    marks = [shared.mark_for(row) for row in rows]
    found = match(marks, [one.mark for one in known])
    keys = shared.keys_for(marks, found, [one.mark for one in known])
    outcome.problems += _taken_numbers(intake, rows, keys)
    hand_made = standing.HandMade(rows, found)
    again = standing.to_publish_again()
    new: list[_Entry] = []
    changed: list[tuple[PlaceRow, Known | None, int, str]] = []
    for row, index, key in zip(rows, found, keys, strict=True):
        there = known[index] if index is not None else None
        if there is None and (own := hand_made.of(row)) is not None:
            outcome.problems.append(shared.adopted(row))
            changed.append((row, None, own, key))
        elif there is None:
            new += _new(row, key, intake, outcome)
        elif standing.untouched(row, there, key, intake) and there.pk not in again:
            outcome.unchanged += 1
        else:
            changed.append((row, there, there.pk, key))
    entries = _changed(changed, intake, outcome, again)
    gone = _gone(known, found, intake, rows)
    outcome.created, outcome.updated, outcome.missing = len(new), len(entries), len(gone)
    if not intake.looks_only:
        _write_new(new, intake, outcome)
        _write_changed(entries, intake)
        outcome.made["changed"] = [entry.place.pk for entry in entries]
        _write_gone(gone, intake, outcome)
    return outcome


# --- What is to be written


def _new(row: PlaceRow, key: str, intake: Intake, outcome: Outcome) -> list[_Entry]:
    values = place_values(row)
    if (problem := shared.refusal(row, values)) is not None:
        outcome.problems.append(problem)
        return []
    openings = values.pop("openings")
    where = intake.place_of(row)
    place = Place(
        **values, municipality_code=row.municipality_code, position_source=position_source(row, values["lat"]),
        district_code=where.district_code, outside_city=where.inside_city is False, created_at=intake.at,
        state=Place.State.PUBLISHED,
    )  # fmt: skip
    _follow_state(place, row, None, intake)
    _provenance(place, row, key, intake)
    outcome.problems += _to_look_at(row)
    outcome.hours[_hours(openings, place.opening_certain)] += 1
    outcome.show(_shown(place, openings, "new", []))
    return [_Entry(place, [], openings)]


def _changed(
    rows: Sequence[tuple[PlaceRow, Known | None, int, str]],
    intake: Intake,
    outcome: Outcome,
    again: set[int],
) -> list[_Entry]:
    places = _places([pk for _, _, pk, _ in rows], lock=not intake.looks_only)
    entries = []
    for row, there, pk, key in rows:
        place = places[pk]
        now = place_values(row)
        if (problem := shared.refusal(row, now)) is not None:
            outcome.problems.append(problem)
            continue
        before = _read_before(there, intake.dataset)
        merged = merge(PLACE_UNITS, None if before is None else place_values(before), now, _ours(place))
        if merged.kept:
            outcome.problems.append(shared.kept_here(row, (_LABELS[name] for name in merged.kept)))
        entry = _entry(row, place, merged, before, key, intake, again)
        outcome.hours[_hours(now["openings"], now["opening_certain"])] += 1
        outcome.show(_shown(place, entry.openings or _rules(place), "changed", entry.fields))
        entries.append(entry)
    return entries


def _places(ids: list[int], *, lock: bool) -> dict[int, Place]:
    rows = Place.objects.filter(pk__in=ids).order_by("pk")
    found = (rows.select_for_update() if lock else rows).prefetch_related("opening_rules")
    return {place.pk: place for place in found}


def _read_before(there: Known | None, dataset: Dataset) -> PlaceRow | None:
    row = read_again(dataset, there.original) if there else None
    return row if isinstance(row, PlaceRow) else None


def _ours(place: Place) -> Values:
    names = [name for unit in PLACE_UNITS for name in unit if name != "openings"]
    ours = {name: getattr(place, name) for name in names}
    return ours | {"openings": _rules(place), "features": sorted(place.features)}


def _rules(place: Place) -> list[Opening]:
    return [rule.as_opening() for rule in place.opening_rules.all()]


def _entry(
    row: PlaceRow,
    place: Place,
    merged: Merged,
    before: PlaceRow | None,
    key: str,
    intake: Intake,
    again: set[int],
) -> _Entry:
    """Sets what the file may set on `place`; names what it set."""
    take = dict(merged.take)
    openings = take.pop("openings", None)
    where = intake.place_of(row)
    if "lat" in take or "lng" in take:
        take["position_source"] = position_source(row, take.get("lat", place.lat))
        take["outside_city"] = where.inside_city is False
        take["district_code"] = where.district_code
    elif not place.district_code and where.district_code:
        take["district_code"] = where.district_code
    for name, value in take.items():
        setattr(place, name, value)
    fields = sorted([*take, *(["openings"] if openings is not None else [])])
    if before is None and not place.municipality_code:
        place.municipality_code = row.municipality_code
    fields += _follow_state(place, row, before, intake, again=place.pk in again)
    if place.missing_since is not None:
        fields.append("missing_since")
    _provenance(place, row, key, intake)
    return _Entry(place, fields, openings)


def _provenance(place: Place, row: PlaceRow, key: str, intake: Intake) -> None:
    place.dataset, place.external_id, place.original = intake.dataset.value, key, storable(row.original)
    place.source_name, place.missing_since = intake.source_name(row)[:200], None
    place.source_url = intake.source.url or place.source_url
    place.search_text, place.updated_at = search.text_of(place), intake.at


def _follow_state(
    place: Place, row: PlaceRow, before: PlaceRow | None, intake: Intake, *, again: bool = False
) -> list[str]:
    """休止 comes and goes with the file as long as nobody here has said otherwise."""
    now, then = says_suspended_for_sure(row), before is not None and says_suspended_for_sure(before)
    state = place.state
    if again and state == Place.State.DRAFT:
        place.state = Place.State.PUBLISHED
    if now and not then and place.state == Place.State.PUBLISHED:
        place.state, place.paused_since = Place.State.PAUSED, None
        place.paused_reason = PAUSED_REASON
    if then and not now and place.state == Place.State.PAUSED and place.paused_reason == PAUSED_REASON:
        place.state, place.paused_since, place.paused_reason = Place.State.PUBLISHED, None, ""
    return ["state"] if place.state != state else []


def _gone(
    known: Sequence[Known], found: Sequence[int | None], intake: Intake, rows: Iterable[PlaceRow]
) -> list[int]:
    """Places of the same source and municipalities that the file no longer names."""
    if intake.source.partial:
        return []
    sources, matched = {intake.source_name(row) for row in rows}, set(found)
    return [
        one.pk
        for index, one in enumerate(known)
        if index not in matched and not one.missing and one.source_name in sources
    ]


# --- Writing


def _write_new(new: Sequence[_Entry], intake: Intake, outcome: Outcome) -> None:
    places = [entry.place for entry in new]
    bulk.insert(places)
    outcome.made["places"] = [place.pk for place in places]
    intake.told(f"新しい場所 {len(places):,}")
    openings = {entry.place.pk: entry.openings for entry in new if entry.openings}
    count = remaking.write_first(openings=openings, today=clock.day(intake.at))
    intake.told(f"あく日 {count:,}")
    _record("create", intake, ((place.pk, {"state": place.state}) for place in places))


def _write_changed(entries: Sequence[_Entry], intake: Intake) -> None:
    places = [entry.place for entry in entries]
    for place in places:
        place.version += 1
    _free_numbers(places)
    bulk.update(places)
    openings = {entry.place.pk: entry.openings for entry in entries if entry.openings is not None}
    if openings:
        remaking.rewrite(openings=openings, today=clock.day(intake.at))
    intake.told(f"変わった場所 {len(places):,}")
    _record("change", intake, ((entry.place.pk, {"fields": entry.fields}) for entry in entries))


def _free_numbers(places: Sequence[Place]) -> None:
    """Numbers that pass from one place to another must be free before anybody takes them."""
    stands = dict(
        Place.objects.filter(pk__in=[place.pk for place in places]).values_list("pk", "external_id")
    )
    moving = [place.pk for place in places if stands.get(place.pk, "") not in ("", place.external_id)]
    Place.objects.filter(pk__in=moving).update(external_id="")


def _write_gone(gone: Sequence[int], intake: Intake, outcome: Outcome) -> None:
    Place.objects.filter(pk__in=gone).update(missing_since=clock.day(intake.at), updated_at=intake.at)
    outcome.made["missing"] = list(gone)
    _record("missing", intake, ((pk, {}) for pk in gone))


def _record(verb: str, intake: Intake, things: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
    journal.record_many(
        f"places.place.{verb}", noun="places.Place", by=intake.by, at=intake.at,
        things=((pk, {**data, "run": intake.run_id}) for pk, data in things),
    )  # fmt: skip


# --- What a person is told


def _taken_numbers(intake: Intake, rows: Sequence[PlaceRow], keys: Sequence[str]) -> list[Problem]:
    column = intake.reading.detected.columns.get("external_id", "")
    return [shared.other_thing(row, column) for row, key in zip(rows, keys, strict=True) if row.key != key]


def _to_look_at(row: PlaceRow) -> list[Problem]:
    found = []
    if row.says_suspended and not says_suspended_for_sure(row):
        message, remedy = (
            "「休止」や「閉所」ということばがあります。公開で入れます",
            "電話などで確かめてください",
        )
        found.append(Problem(row.number, "", row.name, message, remedy, Severity.WARNING, "maybe_suspended"))
    if row.address_hidden and row.position is not None:
        message = "住所を公開しないと書いてあるので、位置を入れていません"
        remedy = "のせてよいときは、居場所の画面で位置を入れてください"
        found.append(Problem(row.number, "", row.name, message, remedy, Severity.WARNING, "address_hidden"))
    return found


def _hours(openings: Sequence[Opening], certain: bool) -> str:
    return "certain" if certain else "words" if openings else "none"


def _shown(place: Place, openings: Sequence[Opening], fate: str, fields: Iterable[str]) -> dict[str, Any]:
    """One row of the preview."""
    return {
        "fate": fate,
        "name": place.name,
        "kind": PlaceKind(place.kind).label,
        "where": place.address,
        "when": describe_all(openings) if openings else place.opening_words,
        "who": place.restricted_to or place.audience_note,
        "state": str(Place.State(place.state).label),
        "outside": place.outside_city,
        "fields": [_LABELS[name] for name in fields],
    }
