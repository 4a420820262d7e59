"""「入りました・出ました」 to a guardian who stood at the counter. Off until the guardian switches it on; the child sees the
eye at each turn; nothing of it is kept but the mail itself."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.codes import tidy_code
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.openhouse import policies
from ibasho.rooms.openhouse.models import DoorCard, GuardianNotice
from ibasho.rooms.openhouse.queries import door as queries
from ibasho.rooms.openhouse.rules.counting import Turn
from ibasho.town.outbox import actions as outbox
from ibasho.town.people import policies as people
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission

GUARDIANS_MAX = 3


@transaction.atomic
def confirm(*, card: DoorCard, number: str, by: Actor, at: datetime) -> GuardianNotice:
    """Staff have seen the guardian and the card. `number` is what the guardian's own page shows. Nothing is sent yet:
    only the guardian can switch it on. Raises Invalid, Conflict `notice.too_many`, `notice.card_over`."""
    policies.require_place(by, Permission.OPENHOUSE_DOOR, card.place, at=at)
    locked = DoorCard.objects.select_for_update().get(pk=card.pk)
    if locked.stopped_at is not None or locked.ends_on < clock.day(at):
        raise Conflict("notice.card_over", _("このカードは もう 使えません。新しいカードで してください。"))
    guardian = _guardian(number, at)
    found = GuardianNotice.objects.filter(card=locked, guardian=guardian).first()
    if found is not None:
        return found
    if locked.notices.count() >= GUARDIANS_MAX:
        raise Conflict("notice.too_many", _("1枚の カードで 知らせる人は 3人までです。"))
    made = GuardianNotice.objects.create(
        card=locked, guardian=guardian, confirmed_at=at, confirmed_by_id=people.person_of(by)
    )
    _note("confirm", made, by, at)
    return made


@transaction.atomic
def switch(*, notice: GuardianNotice, on: bool, by: Actor, at: datetime) -> GuardianNotice:
    """The guardian's own wish; nobody else's."""
    locked = _own(notice, by)
    if locked.is_on != on:
        locked.is_on, locked.switched_at = on, at
        locked.save(update_fields=["is_on", "switched_at"])
        _note("switch_on" if on else "switch_off", locked, by, at)
    return locked


@transaction.atomic
def remove(*, notice: GuardianNotice, by: Actor, at: datetime) -> None:
    """Gone altogether: to have it again means to come to the counter again."""
    locked = _own(notice, by)
    _note("remove", locked, by, at)
    locked.delete()


def would_tell(card: DoorCard, day: date) -> bool:
    return bool(queries.listens(card, day))


def tell(card: DoorCard, nonce: UUID, turn: Turn, by: Actor, at: datetime) -> bool:
    """Part of a card's turn: writes to the guardians who want it, once for this turn. True where somebody is told."""
    found = queries.listens(card, clock.day(at))
    when = clock.time_label(clock.jst(at).time())
    deed = _("来ました") if turn is Turn.IN else _("出ました")
    for row in found:
        outbox.send(
            to=row.guardian, event_key=f"openhouse.door:{nonce}", by=by, at=at,
            subject=_("%(place)s：%(when)s に %(deed)s") % {"place": card.place.name, "when": when, "deed": deed},
            body=_("カード %(card)s が %(when)s に %(place)s で かざされました（%(deed)s）。\n\nこの知らせは マイページの「入口の 知らせ」で いつでも 止められます。")
            % {"card": card.public_id, "when": when, "place": card.place.name, "deed": deed},
        )  # fmt: skip
    return bool(found)


def _guardian(number: str, at: datetime) -> Person:
    person = Person.objects.filter(public_id=tidy_code(number), is_active=True).first()
    if person is None or not person.may_sign_in(clock.day(at)):
        words = _(
            "この番号の 人が 見つかりません。保護者の マイページ「入口の 知らせ」に 出ている番号を もう一度 見てください。"
        )
        raise Invalid("notice.number", words, fields={"number": words})
    return person


def _own(notice: GuardianNotice, by: Actor) -> GuardianNotice:
    found = (
        GuardianNotice.objects.select_for_update()
        .filter(pk=notice.pk, guardian_id=people.person_of(by))
        .first()
    )
    if found is None:
        raise NotFound("notice.not_found", _("見つかりません。アドレスを 確かめてください。"))
    return found


def _note(verb: str, notice: GuardianNotice, by: Actor, at: datetime) -> None:
    journal.record(
        f"openhouse.guardian_notice.{verb}",
        noun="openhouse.GuardianNotice",
        object_id=notice.pk,
        by=by,
        at=at,
    )
