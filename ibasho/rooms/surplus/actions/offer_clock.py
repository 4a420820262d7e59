"""What becomes of offers by the clock: past their day, and the names of who gave without an account."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.actions import offer_letters, offers
from ibasho.rooms.surplus.models import Offer, Share
from ibasho.rooms.surplus.rules import offering as rules
from ibasho.rooms.surplus.rules.kinds import OfferState, ShareState


def lapse(*, by: Actor, at: datetime) -> int:
    """Offers without a home past their last day, and agreed ones that nobody handed over; how many. Each by itself."""
    policies.require_server(by, at=at)
    found = list(Offer.objects.filter(_late(at)).order_by("pk").values_list("pk", flat=True))
    return sum(_lapse_one(key, by, at) for key in found)


def _late(at: datetime) -> Q:
    today = clock.day(at)
    seeking = Q(state__in=[one.value for one in rules.CHANGEABLE])
    agreed = Q(state=OfferState.CONFIRMED, use_until__lt=today - timedelta(days=rules.LATE_DAYS))
    return seeking & (Q(use_until__lt=today) | Q(ready_until__lt=at)) | agreed


@transaction.atomic
def _lapse_one(key: int, by: Actor, at: datetime) -> bool:
    locked = offers.lock(Offer(pk=key))
    if not Offer.objects.filter(_late(at), pk=key).exists():
        return False
    shares = Share.objects.filter(proposal__offer=locked)
    was_agreed, handed = locked.state == OfferState.CONFIRMED, shares.filter(state=ShareState.HANDED).exists()
    offers.void_proposals(locked)
    shares.filter(state=ShareState.CONFIRMED).update(state=ShareState.DROPPED.value)
    offers.end(locked, OfferState.DONE if handed else OfferState.LAPSED, "", at)
    journal.record(
        "surplus.offer.lapse", noun=offers.NOUN, object_id=locked.pk, by=by, at=at, data={"handed": handed}
    )
    if not handed and not was_agreed:
        offer_letters.lapsed(locked, by=by, at=at)
    return True


def forget_givers(*, by: Actor, at: datetime) -> int:
    """90 days after the end links are dead; of who gave without an account name, ways to reach them, place and photo go."""
    policies.require_server(by, at=at)
    found = list(Offer.objects.filter(_to_forget(at)).order_by("pk").values_list("pk", flat=True))
    return sum(_forget_one(key, by, at) for key in found)


def _to_forget(at: datetime) -> Q:
    named = Q(organisation__isnull=True) & ~Q(giver_name=rules.ERASED)
    return (named | ~Q(link_hash="")) & Q(ended_at__lte=at - timedelta(days=rules.FORGET_DAYS))


@transaction.atomic
def _forget_one(key: int, by: Actor, at: datetime) -> bool:
    locked = offers.lock(Offer(pk=key))
    if not Offer.objects.filter(_to_forget(at), pk=key).exists():
        return False
    locked.link_hash, locked.link_given_at = "", None
    if locked.organisation_id is None:
        offers.forget_file(locked, str(locked.photo.name or ""))
        locked.giver_name, locked.giver_phone, locked.giver_email = rules.ERASED, "", ""
        locked.pickup_words = locked.note = locked.photo = ""
        locked.pickup_lat = locked.pickup_lng = None
    locked.save()
    journal.record("surplus.offer.forget_giver", noun=offers.NOUN, object_id=locked.pk, by=by, at=at)
    return True
