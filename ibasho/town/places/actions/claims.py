"""「ここは わたしたちの場所です」: a group claims an entry nobody keeps; the city hands it over."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies
from ibasho.town.places.actions import place_letters, places
from ibasho.town.places.actions.requests import decide, lock_waiting, withdraw_row
from ibasho.town.places.models import Claim, Place

OPEN_STATES = (Place.State.PUBLISHED, Place.State.PAUSED)


@transaction.atomic
def ask(*, place: Place, organisation: Organisation, words: str, by: Actor, at: datetime) -> Claim:
    """One of a group claims a public entry that belongs to nobody. Asking twice gives the same claim."""
    people.require_seen(by, Permission.PLACES_EDIT, day=clock.day(at), organisation_id=organisation.pk)
    locked = places.lock(place.pk)
    if locked.state not in OPEN_STATES:
        raise NotFound("places.gone", _("この場所は もう ありません。一覧から さがしてください。"))
    _require_unowned(locked)
    row, made = Claim.objects.get_or_create(
        place=locked, organisation=organisation, state=Claim.State.WAITING,
        defaults={"words": refuse_my_number(words.strip()), "asked_at": at, "asked_by_id": by.person_id},
    )  # fmt: skip
    if made:
        _record(row, "ask", by=by, at=at)
    return row


@transaction.atomic
def accept(*, claim: Claim, answer: str = "", by: Actor, at: datetime) -> Place:
    """The entry belongs to the group from now on; other claims to it are answered as well."""
    policies.require_city(by, Permission.PLACES_APPROVE, at=at)
    place = places.lock(claim.place_id)
    row = lock_waiting(Claim, claim.pk)
    _require_unowned(place)
    decide(row, Claim.State.ACCEPTED, answer, by=by, at=at)
    written = places.change(place=place, values={"organisation_id": row.organisation_id}, by=by, at=at)
    _record(row, "accept", by=by, at=at)
    place_letters.claim_decided(row, at=at)
    for other in Claim.objects.filter(place=place, state=Claim.State.WAITING):
        _refuse(other, _("別の団体の場所として 登録されました。"), by=by, at=at)
    return written


@transaction.atomic
def refuse(*, claim: Claim, answer: str, by: Actor, at: datetime) -> None:
    policies.require_city(by, Permission.PLACES_APPROVE, at=at)
    if not answer.strip():
        sentence = _("わけが ありません。相手に とどくことばを 書いてください。")
        raise Invalid("places.no_words", sentence, fields={"answer": sentence})
    _refuse(lock_waiting(Claim, claim.pk), answer, by=by, at=at)


@transaction.atomic
def withdraw(*, claim: Claim, by: Actor, at: datetime) -> None:
    people.require_seen(by, Permission.PLACES_EDIT, day=clock.day(at), organisation_id=claim.organisation_id)
    withdraw_row(lock_waiting(Claim, claim.pk), "places.claim.withdraw", by=by, at=at)


def _refuse(row: Claim, answer: str, *, by: Actor, at: datetime) -> None:
    decide(row, Claim.State.REFUSED, answer, by=by, at=at)
    _record(row, "refuse", by=by, at=at)
    place_letters.claim_decided(row, at=at)


def _require_unowned(place: Place) -> None:
    if place.organisation_id is not None:
        raise Conflict(
            "places.owned",
            _("この場所には もう 運営の団体が 登録されています。ちがうときは 市に 電話してください。"),
        )


def _record(row: Claim, verb: str, *, by: Actor, at: datetime) -> None:
    journal.record(
        f"places.claim.{verb}", noun="places.Place", object_id=row.place_id, by=by, at=at,
        data={"claim": row.public_id, "organisation": row.organisation_id},
    )  # fmt: skip
