"""募集: a public page and a poster, from the day it opens to the day somebody closes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.roster import policies
from ibasho.rooms.roster.models import Vacancy
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission

TERMS = frozenset(
    {"place", "title", "words", "when", "pay", "subjects", "youth_welcome", "opens_on", "closes_on"}
)


@transaction.atomic
def publish(*, organisation: Organisation, terms: Mapping[str, Any], by: Actor, at: datetime) -> Vacancy:
    """`terms` are Vacancy's fields of `TERMS`. Raises Invalid."""
    policies.require(by, Permission.ROSTER_MANAGE, organisation, at=at)
    vacancy = Vacancy(organisation=organisation)
    _write(vacancy, terms)
    vacancy.save()
    _note("publish", vacancy, by, at)
    return vacancy


@transaction.atomic
def change(*, vacancy: Vacancy, terms: Mapping[str, Any], by: Actor, at: datetime) -> Vacancy:
    locked = _lock(vacancy, by, at)
    _write(locked, terms)
    locked.save()
    _note("change", locked, by, at)
    return locked


@transaction.atomic
def close(*, vacancy: Vacancy, by: Actor, at: datetime) -> Vacancy:
    """From now on nobody applies any more; who has applied stays."""
    locked = _lock(vacancy, by, at)
    if locked.closed_at is None:
        locked.closed_at = at
        locked.save(update_fields=["closed_at"])
        _note("close", locked, by, at)
    return locked


@transaction.atomic
def reopen(*, vacancy: Vacancy, by: Actor, at: datetime) -> Vacancy:
    """The way back from `close`."""
    locked = _lock(vacancy, by, at)
    if locked.closed_at is not None:
        locked.closed_at = None
        locked.save(update_fields=["closed_at"])
        _note("reopen", locked, by, at)
    return locked


def _lock(vacancy: Vacancy, by: Actor, at: datetime) -> Vacancy:
    locked = Vacancy.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=vacancy.pk)
    policies.require(by, Permission.ROSTER_MANAGE, locked.organisation, at=at)
    return locked


def _write(vacancy: Vacancy, terms: Mapping[str, Any]) -> None:
    for name, value in terms.items():
        if name not in TERMS:
            raise ValueError(f"{name}: not a term of a vacancy")
        setattr(vacancy, name, refuse_my_number(value.strip()) if isinstance(value, str) else value)
    if vacancy.place is not None and vacancy.place.organisation_id != vacancy.organisation_id:
        raise Conflict("roster.other_place", _("自分たちの 居場所だけ えらべます。"))
    if vacancy.closes_on is not None and vacancy.closes_on < vacancy.opens_on:
        sentence = _("おわりの日が はじまりの日より 前です。2つの日を たしかめてください。")
        raise Invalid("roster.vacancy_days", sentence, fields={"closes_on": sentence})


def _note(verb: str, vacancy: Vacancy, by: Actor, at: datetime) -> None:
    journal.record(
        f"roster.vacancy.{verb}", noun="roster.Vacancy", object_id=vacancy.pk, by=by, at=at,
        data={"organisation": vacancy.organisation_id},
    )  # fmt: skip
