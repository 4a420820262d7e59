"""What the inventory promises: drivers a year after they stopped, ways, wishes and no-shows a year after their 年度, food and
who got it five years after theirs. Every night."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Q, QuerySet

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.actions import offers
from ibasho.rooms.surplus.models import (
    Driver,
    Handover,
    NoShow,
    Offer,
    Proposal,
    Recall,
    RecallAnswer,
    Run,
    Share,
    StandingOffer,
    Stop,
    Use,
    Wish,
)
from ibasho.rooms.surplus.rules import ageing as rules
from ibasho.rooms.surplus.rules.offering import ERASED


def forget_old(*, by: Actor, at: datetime) -> dict[str, int]:
    """Gives how many of each went. A driver of whom ways still stand loses name and ways to reach them; the row goes later.
    What is not over stays, and so does food of a recall that still runs."""
    policies.require_server(by)
    today = clock.day(at)
    counts = {
        **_days(rules.before(today, rules.DAYS_KEPT_YEARS)),
        "drivers": sum(_forget_driver(key, today) for key in _drivers(today)),
        "offers": sum(_forget_offer(key, today) for key in _offers(today)),
        "promises": _promises(rules.before(today, rules.FOOD_KEPT_YEARS)),
    }
    if any(counts.values()):
        journal.record("surplus.retention.drop", noun=offers.NOUN, object_id="", by=by, at=at, data=counts)
    return counts


@transaction.atomic
def _days(first: date) -> dict[str, int]:
    """Stops go with their ways."""
    since = clock.at(first, time.min)
    rows = {
        "runs": Run.objects.filter(day__lt=first),
        "wishes": Wish.objects.filter(until__lt=first, told_at__lt=since),
        "no_shows": NoShow.objects.filter(noted_at__lt=since),
    }
    return {name: len([one.delete() for one in found.order_by("pk")]) for name, found in rows.items()}


def _drivers(today: date) -> list[int]:
    return list(_old_drivers(today).values_list("pk", flat=True))


def _old_drivers(today: date) -> QuerySet[Driver]:
    rows = Driver.objects.filter(is_active=False, stopped_on__lte=rules.driver_stopped_until(today))
    return rows.filter(~Q(name=ERASED) | Q(runs__isnull=True)).distinct().order_by("pk")


@transaction.atomic
def _forget_driver(key: int, today: date) -> bool:
    locked = Driver.objects.select_for_update(of=("self",)).filter(pk=key).first()
    if locked is None or not _old_drivers(today).filter(pk=key).exists():
        return False
    if not locked.runs.exists():
        locked.delete()
        return True
    locked.name, locked.weekdays = ERASED, []
    locked.phone = locked.email = locked.note = locked.link_hash = ""
    locked.link_given_at = None
    locked.save()
    return True


def _offers(today: date) -> list[int]:
    return list(Offer.objects.filter(_over(today)).order_by("pk").values_list("pk", flat=True))


def _over(today: date) -> Q:
    first = clock.at(rules.before(today, rules.FOOD_KEPT_YEARS), time.min)
    still = Recall.objects.filter(Q(closed_at__isnull=True) | Q(closed_at__gte=first))
    return Q(ended_at__lt=first) & ~Q(pk__in=still.values("offer"))


@transaction.atomic
def _forget_offer(key: int, today: date) -> bool:
    """With its photo, and all that was proposed, agreed, handed over, told and called back of it."""
    locked = offers.lock(Offer(pk=key))
    if not Offer.objects.filter(_over(today), pk=key).exists():
        return False
    shares = Share.objects.filter(proposal__offer=locked)
    Stop.objects.filter(Q(offer=locked) | Q(share__in=shares)).delete()
    RecallAnswer.objects.filter(share__in=shares).delete()
    Recall.objects.filter(offer=locked).delete()
    for rows in (Use, NoShow, Handover):
        rows.objects.filter(share__in=shares).delete()
    shares.delete()
    Proposal.objects.filter(offer=locked).delete()
    offers.forget_file(locked, str(locked.photo.name or ""))
    locked.delete()
    return True


@transaction.atomic
def _promises(first: date) -> int:
    """Those that were stopped, long since the last question, and of whose offers none stands any more."""
    rows = StandingOffer.objects.filter(is_active=False, offers__isnull=True)
    old = rows.filter(made_at__lt=clock.at(first, time.min)).exclude(asked_on__gte=first)
    return len([one.delete() for one in old.order_by("pk")])
