"""What becomes of offers by the clock: past their day, and the names of who gave without an account."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.actions import offer_letters, offers, proposing, runs
from ibasho.rooms.surplus.models import Offer, Share
from ibasho.rooms.surplus.rules import offering as rules
from ibasho.rooms.surplus.rules.kinds import OfferState, ShareState


def lapse(*, by: Actor, at: datetime) -> int:
    """Offers that are over: without a home past their hours or last day, handed over but for a rest that found none, and
    agreed ones that nobody handed over; how many. What is agreed waits a week for its hand-over to be written down, and only
    a proposal beside it is void. Each by itself."""
    policies.require_server(by)
    found = list(_late(at).order_by("pk").values_list("pk", flat=True))
    return sum(_lapse_one(key, by, at) for key in found)


def _late(at: datetime) -> QuerySet[Offer]:
    """With `agreed`: somebody is still to get some. The state alone does not say it: it is "proposed" while a rest is."""
    today = clock.day(at)
    agreed = Share.objects.filter(proposal__offer=OuterRef("pk"), state=ShareState.CONFIRMED)
    rows = Offer.objects.exclude(state__in=rules.ENDED).annotate(agreed=Exists(agreed))
    waited = Q(use_until__lt=today - timedelta(days=rules.LATE_DAYS))
    return rows.filter(Q(use_until__lt=today) | Q(ready_until__lt=at)).filter(
        Q(agreed=False) | waited | Q(state=OfferState.PROPOSED)
    )


@transaction.atomic
def _lapse_one(key: int, by: Actor, at: datetime) -> bool:
    locked = offers.lock(Offer(pk=key))
    if not _late(at).filter(pk=key).exists():
        return False
    shares = Share.objects.filter(proposal__offer=locked)
    agreed = list(shares.filter(state=ShareState.CONFIRMED).order_by("pk"))
    handed = shares.filter(state=ShareState.HANDED).exists()
    offers.void_proposals(locked)
    if agreed and locked.use_until >= clock.day(at) - timedelta(days=rules.LATE_DAYS):
        return _keep_agreed(locked, by, at)
    offers.take_away(locked, agreed, at)
    runs.follow(agreed, by=by, at=at)
    offers.end(locked, OfferState.DONE if handed else OfferState.LAPSED, "", at)
    journal.record(
        "surplus.offer.lapse", noun=offers.NOUN, object_id=locked.pk, by=by, at=at, data={"handed": handed}
    )
    if not handed and not agreed:
        offer_letters.lapsed(locked, by=by, at=at)
    return True


def _keep_agreed(locked: Offer, by: Actor, at: datetime) -> bool:
    """Its rest looks for nobody any more; False: it is not over yet."""
    proposing.settle(locked)
    journal.record("surplus.offer.void_rest", noun=offers.NOUN, object_id=locked.pk, by=by, at=at)
    return False


def forget_givers(*, by: Actor, at: datetime) -> int:
    """90 days after the end links are dead; of who gave without an account name, ways to reach them, place and photo go."""
    policies.require_server(by)
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
