"""Photos of a place: drawn anew on arrival, shown only with words, consent and the city's yes."""

from __future__ import annotations

from datetime import date, datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies
from ibasho.town.places.models import Photo, Place
from ibasho.town.places.rules import photos as rules


@transaction.atomic
def add(
    *, place: Place, data: bytes, words: str, consent_on: date | None, nobody_shown: bool, by: Actor,
    at: datetime,
) -> Photo:  # fmt: skip
    """`data` is the file as it came. Raises Invalid for no picture, no words, or people without consent."""
    policies.require(by, Permission.PLACES_EDIT, place, at=at)
    _check(words, consent_on, nobody_shown, clock.day(at))
    code = new_code()
    row = Photo(
        place=place, public_id=code, words=refuse_my_number(words.strip()), nobody_shown=nobody_shown, added_at=at,
        consent_on=None if nobody_shown else consent_on,
    )  # fmt: skip
    row.file.save(f"{code}.webp", ContentFile(rules.redrawn(data)), save=True)
    _record(row, "add", by=by, at=at)
    return row


@transaction.atomic
def approve(*, photo: Photo, by: Actor, at: datetime) -> Photo:
    """The public sees it from now on."""
    policies.require_city(by, Permission.PLACES_APPROVE, at=at)
    row = Photo.objects.select_for_update().get(pk=photo.pk)
    if row.approved_at is not None:
        raise Conflict("places.decided_already", _("この写真は もう 承認されています。"))
    row.approved_at, row.approved_by_id = at, by.person_id
    row.save(update_fields=["approved_at", "approved_by"])
    _record(row, "approve", by=by, at=at)
    return row


@transaction.atomic
def remove(*, photo: Photo, by: Actor, at: datetime) -> None:
    """The group takes it down, or the city does not show it: row and file are gone."""
    policies.require(by, Permission.PLACES_EDIT, photo.place, at=at)
    _record(photo, "remove", by=by, at=at)
    stored, name = photo.file.storage, str(photo.file.name)
    photo.delete()
    transaction.on_commit(lambda: stored.delete(name))


def _check(words: str, consent_on: date | None, nobody_shown: bool, today: date) -> None:
    if not words.strip():
        sentence = _("写真を 見られない人のために、なにが 写っているかを 書いてください。")
        raise Invalid("photo.no_words", sentence, fields={"words": sentence})
    if not nobody_shown and consent_on is None:
        sentence = _("人が 写っているときは、同意を もらった日を 入れてください。")
        raise Invalid("photo.no_consent", sentence, fields={"consent_on": sentence})
    if consent_on is not None and consent_on > today:
        sentence = _("同意の日が 先の日に なっています。日を たしかめてください。")
        raise Invalid("photo.consent_ahead", sentence, fields={"consent_on": sentence})


def _record(row: Photo, verb: str, *, by: Actor, at: datetime) -> None:
    journal.record(
        f"places.photo.{verb}", noun="places.Place", object_id=row.place_id, by=by, at=at,
        data={"photo": row.public_id},
    )  # fmt: skip
