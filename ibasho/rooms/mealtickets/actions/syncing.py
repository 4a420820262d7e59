"""The queue of a till that was without a network. Every child in it has eaten: nothing is refused, nothing is lost.

Items are taken in the order of the device's counter, never of its clock, each in a transaction of its own. An item is
paid, paid from the reserve although the card was used twice, or kept for a person to look at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Count, Sum

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.mealtickets.actions import devices, meals
from ibasho.rooms.mealtickets.actions.devices import TILL
from ibasho.rooms.mealtickets.actions.meals import Answer, Told
from ibasho.rooms.mealtickets.actions.redeem import again, no_session, stored
from ibasho.rooms.mealtickets.models import Device, DeviceSession, Redemption
from ibasho.rooms.mealtickets.queries import scanning
from ibasho.rooms.mealtickets.rules import redeeming, wire
from ibasho.rooms.mealtickets.rules.kinds import Outcome, Way
from ibasho.rooms.mealtickets.rules.redeeming import Asked, Decision, Reason
from ibasho.rooms.mealtickets.rules.tills import Limits, Span
from ibasho.rooms.mealtickets.rules.wire import Poison, Scan

LATER = "いまは しまえませんでした。この1件は のこしておいて、もう一度 送ってください。"
Result = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Upload:
    """Who sends, with the token of what session, when."""

    device: Device
    token: str
    at: datetime


def sync(*, items: Sequence[Scan | Poison], device: str, token: str, at: datetime) -> list[Result]:
    """One result for each item, in the order in which they were sent. Raises NotAllowed `till.session`.

    A revoked device may still hand in its queue, with any session it ever had: all of it is looked at by a person."""
    upload = _upload(device, token, at)
    order = sorted(range(len(items)), key=lambda place: _turn(items[place]))
    results: dict[int, Result] = {place: _one(items[place], upload) for place in order}
    before = upload.device.synced_at
    if all(result["stored"] for result in results.values()) and (before is None or before < at):
        devices.mark_even(device=upload.device, at=at)
    return [results[place] for place in range(len(items))]


def _upload(device: str, token: str, at: datetime) -> Upload:
    session = (
        DeviceSession.objects.select_related("device__shop__place")
        .filter(token_hash=devices.token_hash(token), device__public_id=device)
        .first()
    )
    if session is None:
        raise no_session()
    is_open = session.closed_at is None and at < session.expires_at
    if session.device.state == Device.State.ACTIVE and not is_open:
        raise no_session()
    return Upload(session.device, token, at)


def _turn(item: Scan | Poison) -> tuple[int, int]:
    return (1, 0) if isinstance(item, Poison) else (0, item.counter)


def _one(item: Scan | Poison, upload: Upload) -> Result:
    """One item never blocks the others; a lost database does, and the till sends all of it again."""
    text = item.nonce_text
    try:
        answer = _keep_unread(item, upload) if isinstance(item, Poison) else _take(item, upload)
    except Conflict as error:
        return {"nonce": text, "stored": False, "problem": error.message}
    except DatabaseError:
        if not connection.is_usable():
            raise
        return {"nonce": text, "stored": False, "problem": LATER}
    if answer is None:
        return {"nonce": text or None, "stored": False, "problem": getattr(item, "problem", LATER)}
    return {**answer.body, "stored": True, "nonce": text}


def _keep_unread(item: Poison, upload: Upload) -> Answer | None:
    if item.nonce is None:
        return None
    known = Redemption.objects.filter(nonce=item.nonce).first()
    if known is not None:
        return meals.answer_of(known.outcome, known.answer)
    told = Told(
        item.nonce, item.content_hash, Way.OFFLINE, clock.day(upload.at), upload.at, upload.device.shop,
        upload.device, asked_as=item.nonce_text,
    )  # fmt: skip
    return _looked_at_later(told, Reason.UNREAD)


def _looked_at_later(told: Told, reason: Reason) -> Answer:
    decision = Decision(Outcome.CHECK, reason)
    with transaction.atomic():
        return meals.feed(told, decision, meals.EMPTY, card_id=None, counts=scanning.NOTHING, by=TILL)


@transaction.atomic
def _take(scan: Scan, upload: Upload) -> Answer | None:
    """One upload of a device at a time: what is counted against its offline limits is counted under its lock."""
    Device.objects.select_for_update(no_key=True).filter(pk=upload.device.pk).first()
    public_id, wanted = upload.device.public_id, scanning.wanted(scan.code)
    span = _span(scan, upload)
    day = span.day(scan.claimed_at)
    look = scanning.look(
        device=public_id,
        token_hash=devices.token_hash(upload.token),
        nonce=scan.nonce,
        wanted=wanted,
        day=day,
    )
    if look is None:
        raise no_session()
    told = Told(
        scan.nonce, scan.content_hash(public_id), Way.OFFLINE, day, upload.at, look.shop, look.device,
        scan.counter, scan.claimed_at, scan.nonce_text, typed=bool(wanted.typed),
    )  # fmt: skip
    told_no = False
    if look.known is not None:
        answer = again(look.known.content_hash, look.known.outcome, look.known.answer, scan, public_id)
        if look.known.outcome != Outcome.REFUSED:
            return answer
        told = replace(told, nonce=wire.eaten_after_all(scan.nonce))
        told_no = True
        kept = Redemption.objects.filter(nonce=told.nonce).first()
        if kept is not None:
            return meals.answer_of(kept.outcome, kept.answer)
    doubt = Reason.TOLD_NO if told_no else _doubt(scan, upload, span)
    try:
        return _eaten(told, look, Asked(look.card, wanted.trouble, day), doubt, span)
    except IntegrityError:
        return stored(scan, public_id) or _eaten(
            told, look, Asked(look.card, wanted.trouble, day), doubt, span
        )


def _span(scan: Scan, upload: Upload) -> Span:
    """From the counters of what the device did online, and from when it was last even with us."""
    online = Redemption.objects.filter(device=upload.device, way=Way.ONLINE)
    before = (
        online.filter(counter__lt=scan.counter).order_by("-counter").values_list("received_at", flat=True)
    )
    after = online.filter(counter__gt=scan.counter).order_by("counter").values_list("received_at", flat=True)
    since = max([upload.device.synced_at or upload.device.registered_at, *before[:1]])
    return Span(min(since, upload.at), max(since, min([upload.at, *after[:1]])))


def _doubt(scan: Scan, upload: Upload, span: Span) -> Reason | None:
    device = upload.device
    if not scan.is_signed_with(devices.key_of(device), device.public_id):
        return Reason.SIGNATURE
    if device.state == Device.State.REVOKED:
        return Reason.DEVICE
    if Redemption.objects.filter(device=device, counter=scan.counter).exclude(nonce=scan.nonce).exists():
        return Reason.COUNTER
    return None if _within_limits(scan, upload, span) else Reason.LIMITS


def _within_limits(scan: Scan, upload: Upload, span: Span) -> bool:
    """Alone since it was last even with us, last did something online, or was last opened by its PIN."""
    device, moment = upload.device, span.moment(scan.claimed_at)
    opened = DeviceSession.objects.filter(device=device, opened_at__lte=moment).order_by("-opened_at")
    since = max([span.since, *opened.values_list("opened_at", flat=True)[:1]])
    queued = Redemption.objects.filter(
        device=device, way=Way.OFFLINE, received_at__gt=device.synced_at or device.registered_at
    ).aggregate(meals=Count("pk"), yen=Sum("amount_yen"))
    limits = Limits(settings.TILL_OFFLINE_HOURS, settings.TILL_OFFLINE_MEALS, settings.TILL_OFFLINE_YEN)
    return limits.holds(
        Span(since, max(since, span.until)), scan.claimed_at, meals=queued["meals"] + 1,
        yen=(queued["yen"] or 0) + device.shop.price_yen,
    )  # fmt: skip


def _eaten(told: Told, look: scanning.Look, asked: Asked, doubt: Reason | None, span: Span) -> Answer:
    if look.card_id is None:
        return _looked_at_later(told, doubt or redeeming.wrong(asked) or Reason.UNKNOWN)
    return meals.eat(told, look.card_id, doubt=doubt, known_until=span.since, by=TILL)
