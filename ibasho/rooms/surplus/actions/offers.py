"""Offering food: by the giver or typed in from a call or a fax, changed, taken back, looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from procrastinate.contrib.django import app as jobs

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.actions import offer_letters, offer_links, proposing, runs
from ibasho.rooms.surplus.models import Depot, Offer, Proposal, Share, StandingOffer
from ibasho.rooms.surplus.rules import allergens as allergen_list
from ibasho.rooms.surplus.rules import dates
from ibasho.rooms.surplus.rules import offering as rules
from ibasho.rooms.surplus.rules.kinds import GOING, DateKind, OfferState, ProposalState, ShareState, Told
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission
from ibasho.town.places.rules import photos

NOUN = "surplus.Offer"
BY_STAFF = (Told.PHONE, Told.FAX, Told.COUNTER)


@dataclass(frozen=True, slots=True)
class OfferWords:
    """What is said of the food. Weights in whole grams; `use_until` None: as the printed date says, or as grown things keep.
    `photo` is the file as it came, drawn anew before it is kept. `giver_…` only where no organisation gives."""

    food: str
    name: str
    grams: int
    step_grams: int
    band: str
    date_kind: str
    ready_from: datetime
    ready_until: datetime
    use_until: date | None = None
    allergens_told: str = ""
    amount_words: str = ""
    lot: str = ""
    expires_on: date | None = None
    allergens: tuple[str, ...] = ()
    note: str = ""
    depot: Depot | None = None
    giver_brings: bool = False
    pickup_words: str = ""
    pickup_lat: float | None = None
    pickup_lng: float | None = None
    giver_name: str = ""
    giver_phone: str = ""
    giver_email: str = ""
    photo: bytes | None = None


@transaction.atomic
def post(
    *, told: Told, words: OfferWords, organisation: Organisation | None, public_id: str = "",
    standing: StandingOffer | None = None, by: Actor, at: datetime,
) -> Offer:  # fmt: skip
    """NEW from who has no account, for a person looks first; else OPEN, and places are looked for at once.
    `public_id` is the form's own: the same form sent twice is one offer. Raises NotFound, Invalid."""
    _require_poster(told, organisation, by, at)
    twice = Offer.objects.filter(public_id=public_id, told=told.value).first() if public_id else None
    if twice is not None:
        return twice
    looked = told in BY_STAFF
    offer = Offer(
        **_checked(words, organisation, at), public_id=public_id or new_code(), told=told.value,
        organisation=organisation, standing=standing, made_at=at, made_by_id=by.person_id,
        state=(OfferState.NEW if told is Told.PUBLIC else OfferState.OPEN).value,
        checked_at=at if looked else None, checked_by_id=by.person_id if looked else None,
    )  # fmt: skip
    _draw(offer, words.photo)
    if organisation is None or told is Told.LINK:
        offer_links.write(offer, at)
    offer.save(force_insert=True)
    _note("post", offer, by, at, told=told.value, food=offer.food, grams=offer.grams)
    if offer.state == OfferState.OPEN:
        seek(offer)
    else:
        offer_letters.received(offer, by=by, at=at)
    return offer


@transaction.atomic
def change(*, offer: Offer, words: OfferWords, by: Actor, at: datetime) -> Offer:
    """Before anybody counts on it. What somebody without an account changed is looked at again; any proposal made of the
    old words is void. Raises NotFound, Invalid, Conflict."""
    locked = lock(offer)
    require_giver(locked, by, at)
    going = Share.objects.filter(proposal__offer=locked, state__in=GOING)
    rules.check_changeable(locked.state, going.exists())
    for name, value in _checked(words, locked.organisation, at).items():
        setattr(locked, name, value)
    if words.photo:
        old = str(locked.photo.name or "")
        _draw(locked, words.photo)
        forget_file(locked, old)
    void_proposals(locked)
    anew = locked.state == OfferState.NEW or (by.is_link and locked.organisation_id is None)
    locked.state = (OfferState.NEW if anew else OfferState.OPEN).value
    if anew:
        locked.checked_at = locked.checked_by = None
    locked.save()
    _note("change", locked, by, at, grams=locked.grams)
    if not anew:
        seek(locked)
    return locked


@transaction.atomic
def withdraw(*, offer: Offer, by: Actor, at: datetime) -> Offer:
    """Before anything is handed over, and nobody asks why; who was to get some is told at once. Raises NotFound, Conflict."""
    locked = lock(offer)
    require_giver(locked, by, at)
    shares = list(
        Share.objects.select_related("receiver__place").filter(proposal__offer=locked).order_by("pk")
    )
    rules.check_withdrawable(locked.state, any(one.state == ShareState.HANDED for one in shares))
    agreed = [one for one in shares if one.state == ShareState.CONFIRMED]
    void_proposals(locked)
    take_away(locked, agreed, at)
    end(locked, OfferState.WITHDRAWN, "", at)
    runs.follow(agreed, by=by, at=at)
    told = offer_letters.withdrawn(locked, agreed, by=by, at=at)
    _note("withdraw", locked, by, at, shares=len(agreed), told=told)
    return locked


@transaction.atomic
def finish(*, offer: Offer, by: Actor, at: datetime) -> Offer:
    """The rest finds no home: what was handed over stands, and the giver may be thanked. By the desk. Raises NotFound,
    Conflict."""
    policies.require(by, Permission.SURPLUS_WRITE, at=at)
    locked = lock(offer)
    states = set(Share.objects.filter(proposal__offer=locked).values_list("state", flat=True))
    rules.check_finishable(
        locked.state, handed=ShareState.HANDED.value in states, agreed=ShareState.CONFIRMED.value in states
    )
    void_proposals(locked)
    end(locked, OfferState.DONE, "", at)
    _note("finish", locked, by, at)
    return locked


@transaction.atomic
def accept(*, offer: Offer, by: Actor, at: datetime) -> Offer:
    """The desk has looked at one from somebody without an account. Raises NotFound, Conflict."""
    locked = _lock_new(offer, by, at)
    locked.state, locked.checked_at, locked.checked_by_id = OfferState.OPEN.value, at, by.person_id
    locked.save(update_fields=["state", "checked_at", "checked_by"])
    _note("accept", locked, by, at)
    offer_letters.accepted(locked, by=by, at=at)
    seek(locked)
    return locked


@transaction.atomic
def refuse_new(*, offer: Offer, why: str, by: Actor, at: datetime) -> Offer:
    """With a reason the giver reads. Raises NotFound, Conflict, Invalid."""
    locked = _lock_new(offer, by, at)
    words = reason(
        why, code="surplus.refuse_why", sentence="ことわる わけを 書いてください。出した人が 読みます。"
    )
    locked.checked_at, locked.checked_by_id = at, by.person_id
    end(locked, OfferState.WITHDRAWN, words, at)
    _note("refuse", locked, by, at)
    offer_letters.refused(locked, words, by=by, at=at)
    return locked


def lock(offer: Offer) -> Offer:
    """The row, locked and read again: whoever confirms waits here as well."""
    rows = Offer.objects.select_for_update(of=("self",)).select_related("organisation", "depot", "standing")
    return rows.get(pk=offer.pk)


def require_giver(offer: Offer, by: Actor, at: datetime) -> None:
    """The giver, by account or by their own link, or staff. Raises NotFound."""
    if not by.is_link:
        policies.require_of(by, Permission.SURPLUS_OWN, offer.organisation_id, at=at)


def end(offer: Offer, state: OfferState, words: str, at: datetime) -> None:
    offer.state, offer.ended_at, offer.ended_words = state.value, at, words
    offer.save(update_fields=["state", "ended_at", "ended_words", "checked_at", "checked_by"])


def seek(offer: Offer) -> None:
    """Places are looked for in the background, once this is written."""
    jobs.configure_task("surplus.propose").defer(offer_id=offer.pk)


def _require_poster(told: Told, organisation: Organisation | None, by: Actor, at: datetime) -> None:
    if told is Told.PUBLIC or (told is Told.LINK and by.is_link):
        if told is Told.PUBLIC and organisation is not None:
            raise people.not_found()
        return
    if told in BY_STAFF:
        policies.require(by, Permission.SURPLUS_WRITE, at=at)
        return
    policies.require_of(by, Permission.SURPLUS_OWN, organisation.pk if organisation else None, at=at)


def _lock_new(offer: Offer, by: Actor, at: datetime) -> Offer:
    policies.require(by, Permission.SURPLUS_WRITE, at=at)
    locked = lock(offer)
    if locked.state != OfferState.NEW:
        raise Conflict(
            "surplus.offer_looked_at",
            "このおすそわけは、ほかの人が もう 見ました。いまの ようすを 見てください。",
        )
    return locked


def _checked(words: OfferWords, organisation: Organisation | None, at: datetime) -> dict[str, Any]:
    """Columns and their values. Raises Invalid."""
    texts = {
        name: refuse_my_number(" ".join(getattr(words, name).split()))
        for name in (
            "name",
            "amount_words",
            "lot",
            "pickup_words",
            "giver_name",
            "giver_phone",
            "giver_email",
        )
    }
    if not texts["name"]:
        sentence = "しなものの 名前を 書いてください。例：大根"
        raise Invalid("surplus.nothing", sentence, fields={"name": sentence})
    if organisation is None:
        rules.check_contact(texts["giver_name"], texts["giver_phone"], texts["giver_email"])
    else:
        texts.update(giver_name="", giver_phone="", giver_email="")
    rules.check_step(words.grams, words.step_grams)
    dated = dates.checked(
        dates.Dates(
            DateKind(words.date_kind), words.expires_on, words.use_until, words.ready_from, words.ready_until
        ),
        food=words.food, at=at, band=words.band,
    )  # fmt: skip
    told, inside = allergen_list.told(words.food, words.allergens_told, words.allergens)
    kept = (
        "food", "grams", "step_grams", "band", "date_kind", "expires_on", "depot", "giver_brings",
        "pickup_lat", "pickup_lng", "ready_from", "ready_until",
    )  # fmt: skip
    return {
        **texts, **{name: getattr(words, name) for name in kept}, "use_until": dated.use_until, "allergens_told": told.value, "allergens": list(inside),
        "note": refuse_my_number(words.note.replace("\r\n", "\n").strip()),
    }  # fmt: skip


def _draw(offer: Offer, photo: bytes | None) -> None:
    if not photo:
        return
    try:
        drawn = photos.redrawn(photo)
    except Invalid as refusal:
        raise Invalid(refusal.code, refusal.message, fields={"photo": refusal.message}) from refusal
    offer.photo.save(f"{new_code()}.webp", ContentFile(drawn), save=False)


def forget_file(offer: Offer, name: str) -> None:
    stored = offer.photo.storage
    if name:
        transaction.on_commit(lambda: stored.delete(name))


def take_away(offer: Offer, agreed: Sequence[Share], at: datetime) -> None:
    """Part of an action: nobody is to get these any more. They stay known apart from what was never agreed, for somebody may
    have fetched one all the same: a recall asks there."""
    Share.objects.filter(pk__in=[one.pk for one in agreed]).update(state=ShareState.GONE.value)
    proposing.wish_again(agreed, offer.food, at)


def void_proposals(offer: Offer) -> None:
    """What was only proposed, and told nobody yet, is gone with the words it was made of."""
    rows = offer.proposals.filter(state=ProposalState.PROPOSED).order_by("pk")
    Share.objects.filter(proposal__in=rows, state=ShareState.PROPOSED).update(state=ShareState.DROPPED.value)
    Proposal.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(
        state=ProposalState.REPLACED.value
    )


def _note(verb: str, offer: Offer, by: Actor, at: datetime, **data: object) -> None:
    """Codes and kilos alone: who gives stands in the row."""
    journal.record(f"surplus.offer.{verb}", noun=NOUN, object_id=offer.pk, by=by, at=at, data=data)
