"""Volunteers who carry. Most have no account: a link opens the way of their day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.base.ui.links import Given
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.actions import carry_letters
from ibasho.rooms.surplus.models import Driver
from ibasho.rooms.surplus.queries.carrying import LINK
from ibasho.rooms.surplus.rules.kinds import AHEAD
from ibasho.town.people.permissions import Permission

NOUN = "surplus.Driver"
FIELDS = frozenset({"name", "phone", "email", "weekdays", "load_grams", "chilled", "note", "is_active"})


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
    policies.require(by, Permission.SURPLUS_MANAGE, at=at)
    locked = _locked(driver)
    for name, value in _checked(words).items():
        setattr(locked, name, value)
    locked.stopped_on = None if locked.is_active else locked.stopped_on or clock.day(at)
    if not locked.is_active:
        if locked.runs.filter(state__in=AHEAD).exists():
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
    policies.require(by, Permission.SURPLUS_MANAGE, at=at)
    locked = _locked(driver)
    if not locked.is_active:
        raise Conflict(
            "surplus.driver_stopped",
            "やめた人には リンクを わたせません。先に「つづけている」に してください。",
        )
    LINK.renew(locked, at)
    mailed = mail and carry_letters.link(locked, LINK.address(locked), by, at)
    journal.record(
        "surplus.driver.link", noun=NOUN, object_id=locked.pk, by=by, at=at, data={"mailed": bool(mailed)}
    )
    return LINK.given(locked, mailed=bool(mailed))


def ensure(driver: Driver, at: datetime) -> str:
    """Part of an action that writes to a driver: the address of the link they have, or of their first one."""
    return LINK.ensure(driver, _locked, at)


def known(driver: Driver) -> str:
    """The address of the link they have; empty where it opens nothing, or they have none."""
    return LINK.address(driver) if LINK.holds(driver) else ""


def _locked(driver: Driver) -> Driver:
    return Driver.objects.select_for_update(of=("self",)).get(pk=driver.pk)


def _checked(words: Mapping[str, Any]) -> dict[str, Any]:
    if set(words) - FIELDS:
        raise ValueError(f"{set(words) - FIELDS}: not fields of a driver")
    return {
        name: refuse_my_number(value.strip()) if isinstance(value, str) else value
        for name, value in words.items()
    }
