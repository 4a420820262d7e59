"""A canary in the place of every protected person: what bears it must be found nowhere else.

Every row the product keeps about a person is found by reflection: the relations to `Person` (each is named here once as
one about whom the row speaks, or as one who only did something), and all that hangs below such a row. Text columns of
class 2 and 3 (inventory.toml) of these rows are overwritten, each row's with a word of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.utils import DataError

from ibasho.town.people.models import Membership, Organisation, Person, Protection
from tests import house, make

CANARY = "カナリア"
MAIL = "kanaria"

# Whom the row is about. A relation named …_by says only who did it.
ABOUT = {
    "roster.Helper": "person",
    "familysupport.Member": "person",
    "payouts.Payee": "person",
    "places.Signup": "person",
    "outbox.Message": "person",
    "openhouse.GuardianNotice": "guardian",
}
# A role, a wish, the flag itself: no words of a person stand in them, and the cast keeps its roles through them.
NO_WORDS = {
    "people.Membership", "people.Appointment", "people.Protection", "outbox.Preference", "outbox.Address", "bulletin.Subscription",
    "bulletin.LinkCode",
}  # fmt: skip
# Who of the city or the CSW goes along with something: their colleagues see them at the desk, and no page outside names
# one who is protected.
WORKERS = {
    "network.StartUp.keeper", "network.Step.helper", "network.Profile.city_keeper", "network.Profile.csw_keeper",
    "reports.Handover.giver", "reports.Handover.taker", "reports.Deputy.person", "reports.Deputy.deputy",
}  # fmt: skip
OF_THE_CENTRE = ("care", "concerns")  # sealed: tests/trust/test_b_secrecy.py walks with canaries of its own


@dataclass
class Marked:
    """`words`: canary → the row it was put on. `kept`: columns the database would not let us overwrite."""

    words: dict[str, str] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)

    def heard(self, said: str) -> set[str]:
        """The kinds of rows whose canary stands in a text."""
        if CANARY not in said and MAIL not in said and "000-1" not in said:
            return set()
        return {
            row.rsplit(" ", 1)[0]
            for word, row in self.words.items()
            if any(one in said for one in _forms(word))
        }


def _forms(word: str) -> tuple[str, str, str]:
    """A word as it stands in a name, in a mail address and in a telephone number."""
    number = word.removeprefix(CANARY)
    return word, f"{MAIL}{number}@", f"000-{number}-0000"


def relations() -> Iterator[tuple[type[models.Model], str]]:
    """Every relation to a Person in the house."""
    for model in house.own_models():
        for one in house.own_fields(model):
            if one.is_relation and one.related_model is Person:
                yield model, one.name


def is_doer(name: str) -> bool:
    return name == "by" or name.endswith("_by")


def mark(*, day: date, flagged_by: Person, group: Organisation) -> Marked:
    """Puts a protected person of their own behind every row that is about somebody."""
    told = Marked()
    colleague = _person(told, day, flagged_by)
    Membership.objects.create(
        person=colleague, organisation=group, role="operator", starts_on=day, ends_on=None
    )
    marked: dict[type[models.Model], set[Any]] = {}
    for label, relation in ABOUT.items():
        model = next(one for one in house.own_models() if one._meta.label == label)
        for row in model._default_manager.all():
            person = _person(told, day, flagged_by)
            if _belongs(row, relation, person):
                marked.setdefault(model, set()).add(row.pk)
                _overwrite(told, row)
    _below(told, marked)
    return told


def _belongs(row: models.Model, relation: str, person: Person) -> bool:
    """Whether the row could be made this person's: what is an organisation's (a payee) stays so."""
    try:
        with transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).update(**{relation: person})
    except IntegrityError:
        return False
    return True


def _person(told: Marked, day: date, flagged_by: Person) -> Person:
    number = len(told.words) + 1000
    person = Person.objects.create(
        email=f"{MAIL}{number}@example.test", name=f"{CANARY}{number}", nickname=f"{CANARY}{number}さん",
        phone=f"000-{number}-0000", ends_on=None,
    )  # fmt: skip
    Protection.objects.create(person=person, starts_on=day, set_at=make.AT, set_by=flagged_by)
    told.words[f"{CANARY}{number}"] = f"people.Person {number}"
    return person


def _below(told: Marked, marked: dict[type[models.Model], set[Any]]) -> None:
    """What hangs on a marked row, and on what hangs there, as far as it goes."""
    wave = dict(marked)
    while wave:
        following: dict[type[models.Model], set[Any]] = {}
        for model in house.own_models():
            for row in _hanging(model, wave):
                if row.pk not in marked.setdefault(model, set()):
                    marked[model].add(row.pk)
                    following.setdefault(model, set()).add(row.pk)
                    _overwrite(told, row)
        wave = following


def _hanging(model: type[models.Model], wave: dict[type[models.Model], set[Any]]) -> list[models.Model]:
    found: dict[Any, models.Model] = {}
    for one in house.own_fields(model):
        if one.is_relation and one.concrete and not one.many_to_many and one.related_model in wave:
            keys = wave[one.related_model]
            rows = model._default_manager.filter(**{f"{one.name}__in": keys})
            found |= {row.pk: row for row in rows}
    return list(found.values())


def _overwrite(told: Marked, row: models.Model) -> None:
    number = len(told.words) + 1000
    word, touched = f"{CANARY}{number}", False
    for name in texts(type(row)):
        column: Any = type(row)._meta.get_field(name)
        value = f"{MAIL}{number}@example.test" if isinstance(column, models.EmailField) else word
        if column.max_length and len(value) > column.max_length:
            told.kept.append(f"{row._meta.label}.{name}")
            continue
        try:
            with transaction.atomic():
                type(row)._default_manager.filter(pk=row.pk).update(**{name: value})
        except (IntegrityError, DataError):
            told.kept.append(f"{row._meta.label}.{name}")
        else:
            touched = True
    if touched:
        told.words[word] = f"{row._meta.label} {row.pk}"


def texts(model: type[models.Model]) -> list[str]:
    """The free text columns that say something about a person. JSON holds codes and amounts, but for the sheet of a
    meeting, which familysupport's own tests follow to the other side."""
    rows = house.listed("inventory.toml")[model._meta.app_label].get(model.__name__, {})
    return [
        one.name
        for one in house.own_fields(model)
        if isinstance(one, models.CharField | models.TextField)
        and rows.get(one.name, {}).get("class", 0) >= 2
        and not one.choices
        and not one.name.endswith(("_hash", "_code", "state"))
    ]
