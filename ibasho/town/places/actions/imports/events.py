"""Events of a file and their days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.ports import bulk
from ibasho.town.places.actions import sessions
from ibasho.town.places.actions.imports import intake as shared
from ibasho.town.places.actions.imports.intake import Intake, Known, Outcome
from ibasho.town.places.datasets.entries import (
    EVENT_UNITS,
    NO_VENUE,
    Values,
    event_days,
    event_values,
    says_cancelled,
    storable,
)
from ibasho.town.places.datasets.reading import read_again
from ibasho.town.places.datasets.rows import Dataset, EventRow, Problem, Severity
from ibasho.town.places.models import Event, ImportRun, Session, Signup
from ibasho.town.places.rules.matching import Mark, match
from ibasho.town.places.rules.merging import Merged, merge
from ibasho.town.places.rules.occurrences import Occurrence
from ibasho.town.places.rules.opening import SchoolCalendar
from ibasho.town.places.rules.remaking import diff
from ibasho.town.places.rules.words import hours_label

Day = tuple[date, time | None, time | None]

CANCELLED_REASON = "資料に「中止」と書いてあります。"
_LABELS = {field.name: str(field.verbose_name) for field in Event._meta.concrete_fields} | {"days": "日にち"}


@dataclass(slots=True)
class _Entry:
    """An event as it is to be written, and which fields change. `days` None: its days stay."""

    event: Event
    fields: list[str]
    days: list[Day] | None


def take_in(intake: Intake) -> Outcome:
    """Compares every row with what stands here and, unless it only looks, writes it."""
    outcome = Outcome()
    school = sessions.calendar(clock.day(intake.at))
    rows, known = list(intake.reading.events), _known(intake)
    marks = [shared.mark_for(row) for row in rows]
    found = match(marks, [one.mark for one in known])
    keys = shared.keys_for(marks, found, [one.mark for one in known])
    again = _to_publish_again()
    new: list[_Entry] = []
    changed: list[tuple[EventRow, Known, str]] = []
    for row, index, key in zip(rows, found, keys, strict=True):
        there = known[index] if index is not None else None
        if there is None:
            new += _new(row, key, intake, outcome, school)
        elif _untouched(row, there, key, intake) and there.pk not in again:
            outcome.unchanged += 1
        else:
            changed.append((row, there, key))
    entries = _changed(changed, intake, outcome, school, again)
    gone = _gone(known, found, intake, rows)
    outcome.created, outcome.updated, outcome.missing = len(new), len(entries), len(gone)
    if not intake.looks_only:
        _write_new(new, intake, outcome)
        _write_changed(entries, intake)
        _write_gone(gone, intake, outcome)
    return outcome


# --- What stands here already


def _known(intake: Intake) -> list[Known]:
    codes = {row.municipality_code for row in intake.reading.events}
    rows = Event.objects.filter(dataset=Dataset.EVENT.value, municipality_code__in=codes)
    found = []
    for event in rows.only("municipality_code", "external_id", "title", "venue_name", "original", "source_name",
                           "state", "missing_since"):  # fmt: skip
        before = read_again(Dataset.EVENT, event.original)
        spot = shared.spot_of(before) if before is not None else event.venue_name
        mark = Mark(event.municipality_code, event.external_id, event.title, spot)
        missing = event.missing_since is not None
        found.append(
            Known(event.pk, mark, event.original, event.source_name, event.state, missing, located=True)
        )
    return found


def _untouched(row: EventRow, there: Known, key: str, intake: Intake) -> bool:
    return (
        shared.is_same(row, there)
        and there.source_name == intake.source_name(row)
        and there.mark.key == key
        and not there.missing
    )


def _to_publish_again() -> set[int]:
    undone = ImportRun.objects.filter(state=ImportRun.State.UNDONE).values_list("made", flat=True)
    return {pk for made in undone for pk in made.get("events", ())}


def _gone(
    known: Sequence[Known], found: Sequence[int | None], intake: Intake, rows: Iterable[EventRow]
) -> list[int]:
    """Events that are still to come and no longer named; what is over drops out of every list by itself."""
    if intake.source.partial:
        return []
    sources, matched = {intake.source_name(row) for row in rows}, set(found)
    lost = [
        one.pk
        for index, one in enumerate(known)
        if index not in matched and not one.missing and one.source_name in sources
    ]
    ahead = Q(last__gte=clock.day(intake.at)) | Q(last__isnull=True)
    events = Event.objects.filter(pk__in=lost).annotate(last=Max("sessions__day")).filter(ahead)
    return list(events.order_by("pk").values_list("pk", flat=True))


# --- What is to be written


def _new(row: EventRow, key: str, intake: Intake, outcome: Outcome, school: SchoolCalendar) -> list[_Entry]:
    values = event_values(row, school)
    if (problem := shared.refusal(row, values)) is not None:
        outcome.problems.append(problem)
        return []
    days = values.pop("days")
    event = Event(
        **values, municipality_code=row.municipality_code, created_at=intake.at, published_at=intake.at,
        state=Event.State.CANCELLED if says_cancelled(row) else Event.State.PUBLISHED,
    )  # fmt: skip
    _provenance(event, row, key, intake)
    outcome.problems += _to_look_at(row, values, school)
    outcome.show(_shown(event, days, "new", []))
    return [_Entry(event, [], days)]


def _changed(
    rows: Sequence[tuple[EventRow, Known, str]],
    intake: Intake,
    outcome: Outcome,
    school: SchoolCalendar,
    again: set[int],
) -> list[_Entry]:
    events = _events([there.pk for _, there, _ in rows], lock=not intake.looks_only)
    entries = []
    for row, there, key in rows:
        event, now = events[there.pk], event_values(row, school)
        if (problem := shared.refusal(row, now)) is not None:
            outcome.problems.append(problem)
            continue
        ours = _ours(event)
        if event.signup:  # seats are given out here: the file does not decide on their number
            now["capacity"] = ours["capacity"]
        before = read_again(Dataset.EVENT, there.original)
        then = event_values(before, school) if isinstance(before, EventRow) else None
        merged = merge(EVENT_UNITS, then, now, ours)
        if merged.kept:
            outcome.problems.append(shared.kept_here(row, (_LABELS[name] for name in merged.kept)))
        entry = _entry(row, event, merged, before, key, intake, again)
        outcome.show(_shown(event, now["days"], "changed", entry.fields))
        entries.append(entry)
    return entries


def _events(ids: list[int], *, lock: bool) -> dict[int, Event]:
    rows = Event.objects.filter(pk__in=ids).order_by("pk")
    found = (rows.select_for_update() if lock else rows).prefetch_related("sessions")
    return {event.pk: event for event in found}


def _ours(event: Event) -> Values:
    names = [name for unit in EVENT_UNITS for name in unit if name != "days"]
    rows = sorted(event.sessions.all(), key=lambda one: (one.day, one.starts or time.min))
    days = [(one.day, one.starts, one.ends) for one in rows]
    return {name: getattr(event, name) for name in names} | {"days": days}


def _entry(
    row: EventRow,
    event: Event,
    merged: Merged,
    before: object,
    key: str,
    intake: Intake,
    again: set[int],
) -> _Entry:
    take = dict(merged.take)
    days = take.pop("days", None)
    for name, value in take.items():
        setattr(event, name, value)
    fields = sorted([*take, *(["days"] if days is not None else [])])
    was_off = isinstance(before, EventRow) and says_cancelled(before)
    if event.pk in again and event.state == Event.State.DRAFT:
        event.state = Event.State.PUBLISHED
        fields.append("state")
    if says_cancelled(row) and not was_off and event.state == Event.State.PUBLISHED:
        event.state = Event.State.CANCELLED
        fields.append("state")
    if event.missing_since is not None:
        fields.append("missing_since")
    _provenance(event, row, key, intake)
    return _Entry(event, fields, days)


def _provenance(event: Event, row: EventRow, key: str, intake: Intake) -> None:
    event.dataset, event.external_id, event.original = Dataset.EVENT.value, key, storable(row.original)
    event.source_name, event.missing_since = intake.source_name(row)[:200], None
    event.updated_at = intake.at


# --- Writing


def _write_new(new: Sequence[_Entry], intake: Intake, outcome: Outcome) -> None:
    events = [entry.event for entry in new]
    bulk.insert(events)
    outcome.made["events"] = [event.pk for event in events]
    rows = [_session(entry.event, *day) for entry in new for day in entry.days or ()]
    Session.objects.bulk_create(rows, batch_size=1_000, ignore_conflicts=True)
    intake.told(f"新しいもよおし {len(events):,}、日にち {len(rows):,}")
    _record("create", intake, ((event.pk, {"state": event.state}) for event in events))


def _session(event: Event, day: date, starts: time | None, ends: time | None) -> Session:
    off = event.state == Event.State.CANCELLED
    return Session(
        event=event, day=day, starts=starts, ends=ends, reason=CANCELLED_REASON if off else "",
        state=Session.State.CANCELLED if off else Session.State.PLANNED,
    )  # fmt: skip


def _write_changed(entries: Sequence[_Entry], intake: Intake) -> None:
    events = [entry.event for entry in entries]
    stands = dict(
        Event.objects.filter(pk__in=[event.pk for event in events]).values_list("pk", "external_id")
    )
    moving = [event.pk for event in events if stands[event.pk] != event.external_id]
    Event.objects.filter(pk__in=moving).update(external_id="")
    bulk.update(events)
    for entry in entries:
        if entry.days is not None:
            _rewrite_days(entry.event, entry.days)
        if "state" in entry.fields and entry.event.state == Event.State.CANCELLED:
            _call_off(entry.event, clock.day(intake.at))
    intake.told(f"変わったもよおし {len(events):,}")
    _record("change", intake, ((entry.event.pk, {"fields": entry.fields}) for entry in entries))


def _rewrite_days(event: Event, days: Sequence[Day]) -> None:
    """A day somebody has signed up for is not moved by a file."""
    rows = Session.objects.filter(event=event).annotate(
        signed_up=Exists(Signup.objects.filter(session=OuterRef("pk")))
    )
    there = [sessions.as_existing(row, signed_up=row.signed_up) for row in rows]
    changes = diff(there, [Occurrence(*day, 0) for day in days])
    Session.objects.filter(pk__in=changes.drop).delete()
    for key, one in changes.retime:
        Session.objects.filter(pk=key).update(starts=one.starts, ends=one.ends)
    added = [_session(event, one.day, one.starts, one.ends) for one in changes.add]
    Session.objects.bulk_create(added, ignore_conflicts=True)


def _call_off(event: Event, today: date) -> None:
    Session.objects.filter(event=event, day__gte=today).update(
        state=Session.State.CANCELLED, reason=CANCELLED_REASON
    )


def _write_gone(gone: Sequence[int], intake: Intake, outcome: Outcome) -> None:
    Event.objects.filter(pk__in=gone).update(missing_since=clock.day(intake.at), updated_at=intake.at)
    outcome.made["missing_events"] = list(gone)
    _record("missing", intake, ((pk, {}) for pk in gone))


def _record(verb: str, intake: Intake, things: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
    journal.record_many(
        f"places.event.{verb}", noun="places.Event", by=intake.by, at=intake.at,
        things=((pk, {**data, "run": intake.run_id}) for pk, data in things),
    )  # fmt: skip


# --- What a person is told


def _to_look_at(row: EventRow, values: Values, school: SchoolCalendar) -> list[Problem]:
    found = []
    if values["venue_name"] == NO_VENUE:
        message, remedy = "会場が書いてありません", "「場所名称」を入れて、もう一度取りこんでください"
        found.append(Problem(row.number, "", row.title, message, remedy, Severity.WARNING, "no_venue"))
    if row.starts_on and not event_days(row, school).sure:
        message = "何日も続くのに、毎日かどうか読みとれません。はじまりの日と おわりの日だけ 暦に出します"
        remedy = "開く日を 1日ずつ 別の行にするか、もよおしの画面で 日を足してください"
        shown = f"{row.starts_on} ～ {row.ends_on or ''}"
        found.append(Problem(row.number, "", shown, message, remedy, Severity.WARNING, "days_unsure"))
    return found


def _shown(event: Event, days: Sequence[Day], fate: str, fields: Iterable[str]) -> dict[str, Any]:
    """One row of the preview."""
    when = "、".join(f"{day:%Y-%m-%d} {hours_label(starts, ends)}".strip() for day, starts, ends in days[:4])
    return {
        "fate": fate,
        "name": event.title,
        "kind": str(Event.Kind(event.kind).label),
        "where": event.venue_name,
        "when": when + (" ほか" if len(days) > 4 else ""),
        "who": event.audience_note,
        "state": str(Event.State(event.state).label),
        "outside": False,
        "fields": [_LABELS[name] for name in fields],
    }
