"""Cards that turn between in and out. Nobody's name, no history: a card knows whether it is inside today, no more."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.codes import new_code, tidy_code
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.openhouse import policies
from ibasho.rooms.openhouse.actions import counting, doors, notices
from ibasho.rooms.openhouse.actions.counting import Tap
from ibasho.rooms.openhouse.models import Crossing, DoorCard, DoorDevice, GuardianNotice, Presence
from ibasho.rooms.openhouse.rules.counting import Turn
from ibasho.rooms.openhouse.rules.kinds import Crossing as Way
from ibasho.town.areas.stages import Stage
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies as places
from ibasho.town.places.models import Place

CODE_LETTERS = 12
SHEET = 10  # cards on an A4 sheet
DAYS_MAX = 366
FORGET_DAYS = 30  # after its last day or after it was stopped


@dataclass(frozen=True, slots=True)
class Made:
    """`code` stands on the card and nowhere else."""

    card: DoorCard
    code: str


@dataclass(frozen=True, slots=True)
class Turned:
    """`told`: a guardian is written to, and the tablet shows it. `again`: this very reading was known already."""

    turn: Turn
    stage: Stage
    told: bool
    again: bool = False


@transaction.atomic
def make_sheet(*, place: Place, stage: Stage, ends_on: date, by: Actor, at: datetime) -> list[Made]:
    """Ten cards. Their codes are given back this once, to be printed. Raises Invalid for a last day that cannot be."""
    policies.require_place(by, Permission.OPENHOUSE_DOOR, place, at=at)
    doors.require_on(place)
    today = clock.day(at)
    if not today <= ends_on <= today + timedelta(days=DAYS_MAX):
        words = _("さいごの日は きょうから 1年までで えらんでください。")
        raise Invalid("door.card_days", words, fields={"ends_on": words})
    codes = [new_code(CODE_LETTERS) for _n in range(SHEET)]
    cards = DoorCard.objects.bulk_create(
        [
            DoorCard(place=place, code_hash=code_hash(code), stage=stage, issued_at=at, ends_on=ends_on)
            for code in codes
        ]
    )
    journal.record(
        "openhouse.door_card.make", noun="places.Place", object_id=place.pk, by=by, at=at,
        data={"cards": len(cards), "stage": stage.value, "ends_on": ends_on.isoformat()},
    )  # fmt: skip
    return [Made(card, code) for card, code in zip(cards, codes, strict=True)]


@transaction.atomic
def turn(
    *, place: Place, code: str, nonce: UUID, device: DoorDevice | None = None, by: Actor, at: datetime
) -> Turned:
    """In becomes out and out becomes in; one head of the card's stage is counted, and nothing says by which card. The
    same nonce changes nothing. Raises NotFound, Conflict `door.card_over`, `door.off`."""
    doors.require_door(by, place, device, at)
    doors.require_on(place)
    card = _locked(place, code)
    day = clock.day(at)
    if card.stopped_at is not None or card.ends_on < day:
        raise Conflict("door.card_over", _("このカードは もう 使えません。スタッフに 言ってください。"))
    inside = card.is_inside and card.turned_on == day  # yesterday's card is outside, whatever it says
    known = Crossing.objects.filter(nonce=nonce, place=place).first()
    if known is not None:
        way = Turn.IN if known.inside > 0 else Turn.OUT
        return Turned(way, Stage(card.stage), told=notices.would_tell(card, day), again=True)
    way = Turn.OUT if inside else Turn.IN
    _count(place, card, nonce, way, device, by, at)
    card.is_inside, card.turned_on = way is Turn.IN, day
    card.save(update_fields=["is_inside", "turned_on"])
    told = notices.tell(card, nonce, way, by, at)
    return Turned(way, Stage(card.stage), told=told)


def _count(
    place: Place, card: DoorCard, nonce: UUID, way: Turn, device: DoorDevice | None, by: Actor, at: datetime
) -> None:
    """Who goes after somebody already tapped them out is not counted twice: the card turns, the number stands."""
    stage = Stage(card.stage)
    here = Presence.objects.select_for_update().filter(place=place, day=clock.day(at), stage=stage).first()
    if way is Turn.OUT and (here is None or here.inside < 1):
        return
    counting.count(place=place, tap=Tap(nonce, stage, way), way=Way.CARD, device=device, by=by, at=at)


@transaction.atomic
def stop(*, card: DoorCard, by: Actor, at: datetime) -> DoorCard:
    """Lost or given back. Its notices go with it. Twice changes nothing."""
    policies.require_place(by, Permission.OPENHOUSE_DOOR, card.place, at=at)
    locked = DoorCard.objects.select_for_update().get(pk=card.pk)
    if locked.stopped_at is None:
        locked.stopped_at = at
        locked.save(update_fields=["stopped_at"])
        locked.notices.all().delete()
        journal.record(
            "openhouse.door_card.stop", noun="openhouse.DoorCard", object_id=locked.pk, by=by, at=at
        )
    return locked


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> int:
    """Cards a month after their end are gone, and with them who was told; so is being told, once the guardian's account is
    forgotten. Returns how many cards."""
    places.require_city(by, Permission.OPENHOUSE_MANAGE, at=at)
    since = at - timedelta(days=FORGET_DAYS)
    old = DoorCard.objects.filter(ends_on__lt=clock.day(since)) | DoorCard.objects.filter(
        stopped_at__lt=since
    )
    count = old.count()
    old.delete()
    gone, _rows = GuardianNotice.objects.filter(guardian__email__endswith="@gone.invalid").delete()
    if count or gone:
        journal.record(
            "openhouse.door_card.forget", noun="openhouse.DoorCard", object_id="", by=by, at=at,
            data={"cards": count, "notices": gone},
        )  # fmt: skip
    return count


def find(place: Place, code: str) -> DoorCard:
    """Raises NotFound, in the same words for a card of another place."""
    card = DoorCard.objects.filter(place=place, code_hash=code_hash(tidy_code(code))).first()
    if card is None:
        raise NotFound(
            "door.no_card",
            _(
                "このカードは ここの カードでは ないようです。もう一度 かざすか、大きなボタンを おしてください。"
            ),
        )
    return card


def _locked(place: Place, code: str) -> DoorCard:
    return DoorCard.objects.select_for_update().select_related("place").get(pk=find(place, code).pk)


def code_hash(code: str) -> str:
    """The codes are random and long: no slow hash is needed."""
    return hashlib.sha256(f"door-card:{code}".encode()).hexdigest()
