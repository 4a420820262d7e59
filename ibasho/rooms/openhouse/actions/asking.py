"""「おしえて」: a quiet card a child lays down, and a grown-up who goes there. No child is kept."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.openhouse import policies
from ibasho.rooms.openhouse.models import HelpAsk
from ibasho.rooms.openhouse.queries import seats as queries
from ibasho.rooms.openhouse.rules.seats import Subject
from ibasho.town.areas.stages import CHILD_STAGES
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

WAITING_MAX = 40


@transaction.atomic
def ask(
    *, place: Place, subject: str, stage: str = "", seat: int | None = None, by: Actor, at: datetime
) -> HelpAsk:
    """A card for today. The same card again while it waits is the same card. Raises Invalid, Conflict."""
    if subject not in set(Subject) or stage not in {"", *CHILD_STAGES}:
        raise Invalid("ask.unknown", "何を ききたいか、ならんでいる中から えらんでください。")
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)
    if not queries.promised(place, at):
        raise Conflict("ask.closed", "いまは あいていません。あいている時間に また おしてください。")
    waiting = HelpAsk.objects.filter(place=place, day=clock.day(at), came_at__isnull=True)
    same = waiting.filter(subject=subject, stage=stage, seat=seat).first()
    if same is not None:
        return same
    if waiting.count() >= WAITING_MAX:
        raise Conflict(
            "ask.many", "いま たくさんの人が まっています。近くの スタッフに 声を かけてください。"
        )
    card = HelpAsk.objects.create(
        place=place, day=clock.day(at), subject=subject, stage=stage, seat=seat, asked_at=at
    )
    return _noted("ask", card, by, at)


@transaction.atomic
def go(*, card: HelpAsk, by: Actor, at: datetime) -> HelpAsk:
    """「行きます」. Said twice it is said once."""
    locked = _lock(card, by, at)
    if locked.came_at is not None:
        return locked
    locked.came_at = at
    locked.save(update_fields=["came_at"])
    return _noted("go", locked, by, at)


@transaction.atomic
def wait_again(*, card: HelpAsk, by: Actor, at: datetime) -> HelpAsk:
    """「行きます」 taken back."""
    locked = _lock(card, by, at)
    locked.came_at = None
    locked.save(update_fields=["came_at"])
    return _noted("wait_again", locked, by, at)


def _lock(card: HelpAsk, by: Actor, at: datetime) -> HelpAsk:
    policies.require_place(by, Permission.OPENHOUSE_DOOR, card.place, at=at)
    return HelpAsk.objects.select_for_update(of=("self",)).get(pk=card.pk)


def _noted(verb: str, card: HelpAsk, by: Actor, at: datetime) -> HelpAsk:
    journal.record(
        f"openhouse.ask.{verb}", noun="openhouse.HelpAsk", object_id=card.pk, by=by, at=at,
        data={"place": card.place_id},
    )  # fmt: skip
    return card
