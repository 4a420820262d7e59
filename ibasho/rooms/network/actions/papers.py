"""Agreements, insurance, 保健所: put in, changed, taken out. A group keeps its own insurance and 保健所 facts; the city sees who
changed what and when."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, ClassVar, TypeVar

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.network import policies
from ibasho.rooms.network.models import Agreement, Hygiene, Insurance
from ibasho.rooms.network.queries.papers import Paper
from ibasho.rooms.network.rules import papers as rules
from ibasho.rooms.network.rules.contacts import line
from ibasho.rooms.network.rules.kinds import AgreementKind, Standing
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission as P
from ibasho.town.places.models import Place

GONE = "この記録は ほかの人が 消したところです。ページを 開きなおしてください。"
T = TypeVar("T", bound="Given")


@dataclass(frozen=True, slots=True)
class Given:
    """What is typed in of a paper; each kind says of which table and which noun."""

    model: ClassVar[type[Paper]]
    noun: ClassVar[str]

    def check(self, today: date) -> None:
        """Raises Invalid."""

    def values(self) -> dict[str, Any]:
        found = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: line(value) if type(value) is str else value for name, value in found.items()}


@dataclass(frozen=True, slots=True)
class GivenAgreement(Given):
    model = Agreement
    noun = "agreement"
    kind: AgreementKind
    title: str
    starts_on: date
    ends_on: date | None = None
    number: str = ""
    kept_at: str = ""
    note: str = ""

    def check(self, today: date) -> None:
        rules.check_order(self.starts_on, self.ends_on)


@dataclass(frozen=True, slots=True)
class GivenInsurance(Given):
    model = Insurance
    noun = "insurance"
    name: str
    starts_on: date
    ends_on: date
    covers: tuple[str, ...] = ()
    insurer: str = ""
    number: str = ""
    note: str = ""

    def check(self, today: date) -> None:
        rules.check_order(self.starts_on, self.ends_on)
        rules.check_covers(self.covers)

    def values(self) -> dict[str, Any]:
        return {**Given.values(self), "covers": list(self.covers)}


@dataclass(frozen=True, slots=True)
class GivenHygiene(Given):
    """`place` None: the group cooks anywhere."""

    model = Hygiene
    noun = "hygiene"
    standing: Standing
    place: Place | None = None
    consulted_on: date | None = None
    number: str = ""
    ends_on: date | None = None
    manager: str = ""
    course_on: date | None = None
    note: str = ""

    def check(self, today: date) -> None:
        rules.check_hygiene(self.standing.value, line(self.number), self.consulted_on, today)


@transaction.atomic
def add(*, organisation: Organisation, given: Given, by: Actor, at: datetime) -> Paper:
    """Raises Conflict where the 保健所 facts of that place stand already."""
    _locked(organisation.pk, given.model, by, at)
    given.check(clock.day(at))
    _once(organisation.pk, given, but=0)
    row: Any = given.model.objects.create(
        organisation=organisation, changed_at=at, changed_by_id=by.person_id, **given.values()
    )
    _note("add", row, given.noun, by, at)
    return row  # type: ignore[no-any-return]


@transaction.atomic
def change(*, paper: Paper, given: Given, by: Actor, at: datetime) -> Paper:
    row = _again(paper, by, at)
    given.check(clock.day(at))
    _once(row.organisation_id, given, but=row.pk)
    if row.ends_on != given.values()["ends_on"]:
        row.let_go_at = None  # a new end: it goes on
    for name, value in given.values().items():
        setattr(row, name, value)
    row.changed_at, row.changed_by_id = at, by.person_id
    row.save()
    _note("change", row, given.noun, by, at)
    return row


@transaction.atomic
def remove(*, paper: Paper, by: Actor, at: datetime) -> None:
    """Typed in by mistake. What is over stays: it shows that there was one."""
    row = _again(paper, by, at)
    _note("remove", row, NOUNS[type(row)], by, at)
    row.delete()


@transaction.atomic
def let_go(*, paper: Paper, by: Actor, at: datetime) -> Paper:
    """It is not gone on with: from now on nobody is reminded of its end. Twice is once."""
    return _going_on(paper, "let_go", at, by, at)


@transaction.atomic
def keep_on(*, paper: Paper, by: Actor, at: datetime) -> Paper:
    """Pressed by mistake, or it is gone on with after all."""
    return _going_on(paper, "keep_on", None, by, at)


def _going_on(paper: Paper, verb: str, let_go_at: datetime | None, by: Actor, at: datetime) -> Paper:
    row = _again(paper, by, at)
    if row.ends_on is None:
        raise Conflict(
            "network.paper_endless",
            "おわりの日が ないので、おしらせは 出ていません。おわりの日が きまったら 入れてください。",
        )
    if (row.let_go_at is None) == (let_go_at is None):
        return row
    row.let_go_at = let_go_at
    row.save(update_fields=["let_go_at"])
    _note(verb, row, NOUNS[type(row)], by, at)
    return row


NOUNS: dict[type[Paper], str] = {
    kind.model: kind.noun for kind in (GivenAgreement, GivenInsurance, GivenHygiene)
}


def _locked(organisation_id: int, model: type[Paper], by: Actor, at: datetime) -> None:
    """Agreements are the city's; the rest the group's too."""
    if model is Agreement:
        policies.require(by, P.NETWORK_MANAGE, at=at)
    else:
        policies.require_of(by, P.NETWORK_OWN, organisation_id, at=at)
    Organisation.objects.select_for_update().get(pk=organisation_id)


def _again(paper: Paper, by: Actor, at: datetime) -> Paper:
    _locked(paper.organisation_id, type(paper), by, at)
    rows: Any = type(paper).objects
    row: Paper | None = rows.select_for_update().filter(pk=paper.pk).first()
    if row is None:
        raise Conflict("network.paper_gone", GONE)
    return row


def _once(organisation_id: int, given: Given, *, but: int) -> None:
    if not isinstance(given, GivenHygiene):
        return
    if given.place is not None and given.place.organisation_id != organisation_id:
        sentence = "この団体の 居場所では ありません。ならんでいる中から えらんでください。"
        raise Invalid("network.hygiene_place", sentence, fields={"place": sentence})
    if Hygiene.objects.filter(organisation=organisation_id, place=given.place).exclude(pk=but).exists():
        sentence = "この場所の 保健所のことは もう 入っています。「なおす」で 直してください。"
        raise Conflict("network.hygiene_twice", sentence, fields={"place": sentence})


def _note(verb: str, row: Paper, noun: str, by: Actor, at: datetime) -> None:
    data = {
        "organisation": row.organisation_id,
        "ends_on": row.ends_on.isoformat() if row.ends_on else "",
        "covers": list(getattr(row, "covers", [])),
    }
    journal.record(
        f"network.{noun}.{verb}", noun=f"network.{type(row).__name__}", object_id=row.pk, by=by, at=at, data=data
    )  # fmt: skip
