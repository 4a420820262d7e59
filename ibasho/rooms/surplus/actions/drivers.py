"""Volunteers who carry. Most have no account: a link opens the way of their day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel import links as rules
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.actions import carry_letters
from ibasho.rooms.surplus.models import Driver
from ibasho.rooms.surplus.rules.kinds import RunState
from ibasho.town.people.permissions import Permission

NOUN, PURPOSE = "surplus.Driver", "surplus.run"
FIELDS = frozenset({"name", "phone", "email", "weekdays", "load_grams", "chilled", "note", "is_active"})
_AHEAD = (RunState.PLANNED, RunState.TOLD)


@dataclass(frozen=True, slots=True)
class Given:
    """`token` and `address` exist only here and in the mail. `mailed`: a mail is on its way."""

    driver: Driver
    token: str
    address: str
    mailed: bool


@transaction.atomic
def register(*, words: Mapping[str, Any], by: Actor, at: datetime) -> Driver:
    """`words`: Driver's fields of `FIELDS`. Raises Invalid."""
    policies.require(by, Permission.SURPLUS_MANAGE, at=at)
    driver = Driver(**_checked(words))
    driver.stopped_on = None if driver.is_active else clock.day(at)
    driver.save()
    journal.record("surplus.driver.register", noun=NOUN, object_id=driver.pk, by=by, at=at)
    return driver


@transaction.atomic
def change(*, driver: Driver, words: Mapping[str, Any], by: Actor, at: datetime) -> Driver:
    """With `is_active` False the driver has stopped and the link opens nothing. Raises Conflict while a way is ahead."""
    locked = _locked(driver, by, at)
    for name, value in _checked(words).items():
        setattr(locked, name, value)
    locked.stopped_on = None if locked.is_active else locked.stopped_on or clock.day(at)
    if not locked.is_active:
        if locked.runs.filter(state__in=_AHEAD).exists():
            raise Conflict(
                "surplus.driver_has_run",
                "まだ 運ぶ予定が のこっています。先に その予定を やめるか、すませてください。",
            )
        locked.link_hash, locked.link_given_at = "", None
    locked.save()
    journal.record("surplus.driver.change", noun=NOUN, object_id=locked.pk, by=by, at=at)
    return locked


@transaction.atomic
def give_link(*, driver: Driver, mail: bool, by: Actor, at: datetime) -> Given:
    """A new link; the old one opens nothing any more. `mail`: also sends it, where there is an address."""
    locked = _locked(driver, by, at)
    if not locked.is_active:
        raise Conflict(
            "surplus.driver_stopped",
            "やめた人には リンクを わたせません。先に「つづけている」に してください。",
        )
    _write(locked, at)
    mailed = mail and carry_letters.link(locked, address(locked), by, at)
    journal.record(
        "surplus.driver.link", noun=NOUN, object_id=locked.pk, by=by, at=at, data={"mailed": bool(mailed)}
    )
    return Given(locked, token(locked), address(locked), bool(mailed))


def ensure(driver: Driver, at: datetime) -> str:
    """Part of an action that writes to a driver: the address of the link they have, or of their first one."""
    if not known(driver):
        locked = Driver.objects.select_for_update(of=("self",)).get(pk=driver.pk)
        _write(locked, at)
        driver.link_given_at, driver.link_hash = locked.link_given_at, locked.link_hash
    return address(driver)


def known(driver: Driver) -> str:
    """The address of the link they have; empty where it opens nothing, or they have none."""
    holds = driver.link_given_at is not None and rules.token_hash(token(driver)) == driver.link_hash
    return address(driver) if holds else ""


def token(driver: Driver) -> str:
    if driver.link_given_at is None:
        raise ValueError("no link was given")
    return rules.token(settings.SECRET_KEY, PURPOSE, driver.public_id, driver.link_given_at)


def address(driver: Driver) -> str:
    return f"{settings.PUBLIC_URL}{reverse('surplus:run_link', args=[token(driver)])}"


def _locked(driver: Driver, by: Actor, at: datetime) -> Driver:
    policies.require(by, Permission.SURPLUS_MANAGE, at=at)
    return Driver.objects.select_for_update(of=("self",)).get(pk=driver.pk)


def _write(locked: Driver, at: datetime) -> None:
    locked.link_given_at = at
    locked.link_hash = rules.token_hash(token(locked))
    locked.save(update_fields=["link_given_at", "link_hash"])


def _checked(words: Mapping[str, Any]) -> dict[str, Any]:
    if set(words) - FIELDS:
        raise ValueError(f"{set(words) - FIELDS}: not fields of a driver")
    return {
        name: refuse_my_number(value.strip()) if isinstance(value, str) else value
        for name, value in words.items()
    }
