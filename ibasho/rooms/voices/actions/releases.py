"""Publishing numbers: one person has the tables made, another lets them out; a running picture goes out by a job.

What is out stays out, so every release is made against all earlier ones (kernel.disclosure); where another went out
while this one waited, it has to be made anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.disclosure import disclosure
from ibasho.base.kernel.errors import Conflict
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.models import Hearing, Release
from ibasho.rooms.voices.queries import counts, tables
from ibasho.rooms.voices.queries import releases as queries
from ibasho.rooms.voices.rules import releasing as rules
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

Kind, State = Release.Kind, Release.State


@transaction.atomic
def ask(*, hearing: Hearing, by: Actor, at: datetime) -> Release:
    """The tables as they would be published now, for another person to look at. Raises Invalid, Conflict."""
    locked = _lock(hearing, by, at)
    heads = counts.people_came(locked)
    waits, before = queries.asked(locked) is not None, queries.people_before(locked)
    rules.may_be_made(
        state=locked.state, people=heads, minimum=locked.cell_min, is_asked=waits, before=before
    )
    made = _made(locked, Kind.TABLES, heads, at)
    rules.must_show(_nothing(made))
    made.state, made.asked_by_id = State.ASKED, people.person_of(by)
    made.save(force_insert=True)
    _note("ask", made, by, at)
    return made


@transaction.atomic
def approve(*, release: Release, by: Actor, at: datetime) -> Release:
    """By somebody else than who had it made. Raises Conflict where another release went out meanwhile."""
    made = _asked(release, by, at)
    rules.other_person(made.asked_by_id, people.person_of(by))
    if queries.newest_id(made.hearing) != made.body["after"]:
        raise Conflict(
            "voices.release.overtaken",
            "待っているあいだに 別の 数が 公開されました。ならべると 少ない数が わかるおそれが あるので、用意しなおしてください。",
        )
    made.state, made.settled_by_id, made.released_on = State.RELEASED, by.person_id, clock.day(at)
    made.body = rules.public(made.body)
    made.save(update_fields=["state", "settled_by", "released_on", "body"])
    _note("approve", made, by, at)
    return made


@transaction.atomic
def decline(*, release: Release, why: str, by: Actor, at: datetime) -> Release:
    """Not published, and why: the reason stands in the journal."""
    made = _asked(release, by, at)
    rules.other_person(made.asked_by_id, people.person_of(by))
    words = reason(
        why, code="voices.release.why", sentence="公開しない わけを 書いてください。用意した人が 読みます。"
    )
    made.state, made.settled_by_id = State.DECLINED, by.person_id
    made.body = {**rules.public(made.body), "declined_for": words}
    made.save(update_fields=["state", "settled_by", "body"])
    _note("decline", made, by, at, why=words)
    return made


@transaction.atomic
def withdraw(*, release: Release, by: Actor, at: datetime) -> None:
    """Nobody has seen it: whoever had it made takes it back, or anybody who may have one made, when that person is away."""
    made = _asked(release, by, at)
    _note("withdraw", made, by, at)
    made.delete()


@transaction.atomic
def live(*, hearing: Hearing, by: Actor, at: datetime) -> Release | None:
    """The running picture: each table alone. None where nothing may go out now: too few more people than last time, a
    release waiting for its second person, or a number everybody has seen would have to be hidden."""
    locked = _lock(hearing, by, at)
    last = queries.latest(locked)
    heads = counts.people_came(locked)
    is_time = rules.is_time(heads, last.people if last else 0, minimum=locked.cell_min)
    if not locked.live or locked.state != Hearing.State.OPEN or not is_time or queries.asked(locked):
        return None
    made = _made(locked, Kind.LIVE, heads, at)
    if _nothing(made) or (last and disclosure.poorer(queries.shown_of(made), queries.shown_of(last))):
        return None
    made.state, made.released_on, made.body = State.RELEASED, clock.day(at), rules.public(made.body)
    made.save(force_insert=True)
    _note("live", made, by, at)
    return made


def _made(hearing: Hearing, kind: str, heads: int, at: datetime) -> Release:
    """Frozen, with why each cell is hidden for the eyes of the second person only."""
    raw = tables.of(hearing, clock.day(at), one_way=kind == Kind.LIVE)
    out = list(queries.released(hearing))
    shown = disclosure.protect(raw, [queries.shown_of(one) for one in out], hearing.cell_min)
    why = {
        one.name: disclosure.why_hidden(table, one, hearing.cell_min)
        for table, one in zip(raw, shown, strict=True)
    }
    body = {"tables": disclosure.as_json(shown), "after": out[-1].pk if out else 0, rules.WHY: why}
    return Release(hearing=hearing, kind=kind, people=heads, body=body)


def _nothing(made: Release) -> bool:
    return all(one.nothing for one in queries.shown_of(made))


def _lock(hearing: Hearing, by: Actor, at: datetime) -> Hearing:
    policies.require(by, Permission.VOICES_MANAGE, at=at)
    return Hearing.objects.select_for_update(no_key=True).get(pk=hearing.pk)


def _asked(release: Release, by: Actor, at: datetime) -> Release:
    """Locked, still waiting."""
    _lock(release.hearing, by, at)
    made = (
        Release.objects.select_for_update(of=("self",))
        .select_related("hearing")
        .filter(pk=release.pk)
        .first()
    )
    if made is None or made.state != State.ASKED:
        raise Conflict(
            "voices.release.settled", "この 集計は もう 確認が すんでいます。ページを 見なおしてください。"
        )
    return made


def _note(verb: str, made: Release, by: Actor, at: datetime, *, why: str = "") -> None:
    data: Mapping[str, Any] = {"hearing": made.hearing.public_id, "kind": made.kind, "people": made.people}
    journal.record(
        f"voices.release.{verb}", noun="voices.Release", object_id=made.public_id, by=by, at=at, why=why,
        data=dict(data),
    )  # fmt: skip
