"""Words of givers and children, and donors' pages: read by a person, shown or not, and taken back again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.mealtickets import policies
from ibasho.rooms.mealtickets.models.gift import Donor, Moderation
from ibasho.rooms.mealtickets.queries.words import KINDS, Noun
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission
from ibasho.town.places.rules import moderation


@transaction.atomic
def show(*, noun: Noun, key: int, by: Actor, at: datetime) -> None:
    """On the pages from now on. A way to reach somebody is never shown."""
    row = _locked(noun, key, by=by, at=at)
    if not moderation.may_be_shown(KINDS[noun].said(row)):
        raise Invalid(
            "words.contact",
            _("電話番号・メール・IDなどが 入っているので 出せません。「出さない」を えらんでください。"),
        )
    if noun is Noun.DONOR:
        _recognise(row)
    _decide(noun, row, Moderation.SHOWN, verb="show", by=by, at=at)


@transaction.atomic
def hide(*, noun: Noun, key: int, by: Actor, at: datetime) -> None:
    """Not shown, also where it was shown before."""
    _decide(noun, _locked(noun, key, by=by, at=at), Moderation.HIDDEN, verb="hide", by=by, at=at)


@transaction.atomic
def undo(*, noun: Noun, key: int, by: Actor, at: datetime) -> None:
    """Back among those that wait; not shown until somebody decides anew."""
    _decide(noun, _locked(noun, key, by=by, at=at), Moderation.WAITING, verb="undo", by=by, at=at)


def _locked(noun: Noun, key: int, *, by: Actor, at: datetime) -> Any:
    policies.require(by, Permission.MEALS_MANAGE, at=at)
    row = KINDS[noun].model.objects.select_for_update().filter(pk=key).first()
    if row is None or getattr(row, KINDS[noun].state) == Moderation.NONE:
        raise NotFound("words.gone", _("このことばは もう ありません。一覧から 見てください。"))
    return row


def _recognise(donor: Donor) -> None:
    """The registered company, farm or group of this very name, now that somebody has read the page: its own page as a
    supporter then tells of the money too. Two of one name are left alone."""
    if donor.organisation_id is None:
        found = list(Organisation.objects.filter(name=donor.name, is_active=True)[:2])
        donor.organisation = found[0] if len(found) == 1 else None
        donor.save(update_fields=["organisation"])


def _decide(noun: Noun, row: Any, state: Moderation, *, verb: str, by: Actor, at: datetime) -> None:
    field = KINDS[noun].state
    if getattr(row, field) == state:
        raise Conflict(
            "words.decided_already", _("このことばは もう「%(state)s」です。") % {"state": state.label}
        )
    setattr(row, field, state)
    row.save(update_fields=[field])
    journal.record(
        f"mealtickets.words.{verb}",
        noun=f"mealtickets.{KINDS[noun].model.__name__}",
        object_id=row.pk,
        by=by,
        at=at,
    )
