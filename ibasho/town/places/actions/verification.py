"""「まだ同じです」: asked by mail or paper, confirmed by a link, on a page or over the phone; dated and by whom."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies
from ibasho.town.places.actions import place_letters, places
from ibasho.town.places.models import Place
from ibasho.town.places.queries import desk, links
from ibasho.town.places.rules.verification import Link, LinkState, link_state, may_ask


@transaction.atomic
def confirm(*, place: Place, by: Actor, at: datetime) -> Place:
    """The entry is still true, says the group on its own page, or the city after a call (`by.via` PHONE)."""
    if not policies.may(by, Permission.PLACES_EDIT, place, at=at):
        policies.require_city(by, Permission.PLACES_VERIFY, at=at)
    locked = places.lock(place.pk)
    _require_public(locked)
    return _confirmed(locked, by=by, at=at)


@transaction.atomic
def confirm_by_link(*, link: Link, at: datetime) -> Place:
    """The one button behind a signed link: no account. Raises Conflict when the link is used up or too old."""
    locked = places.lock(links.place_of(link).pk)
    state = link_state(link, locked.verified_on, clock.day(at))
    if state == LinkState.EXPIRED:
        raise Conflict(
            "places.link_expired",
            _(
                "このリンクは 古くなりました。市から とどく つぎの おしらせを つかうか、市に 電話してください。"
            ),
        )
    if state == LinkState.USED:
        return locked  # a second press on the same button is no mistake
    _require_public(locked)
    return _confirmed(locked, by=Actor.public(via=Via.LINK), at=at)


@transaction.atomic
def ask(*, place: Place, by: Actor, at: datetime) -> Place:
    """Mails the signed link to the place's own address. Once in 30 days."""
    policies.require_city(by, Permission.PLACES_VERIFY, at=at)
    locked = places.lock(place.pk)
    _require_public(locked)
    asked_on = clock.day(locked.verify_asked_at) if locked.verify_asked_at else None
    if not may_ask(asked_on, clock.day(at)):
        raise Conflict(
            "places.asked_already",
            _("30日以内に もう たずねています。急ぐときは 電話で たしかめてください。"),
        )
    if not links.address_of(locked):
        raise Invalid(
            "places.no_address", _("メールアドレスが ありません。電話か、印刷した用紙で たしかめてください。")
        )
    place_letters.ask_if_same(locked, at=at)
    locked.verify_asked_at = at
    locked.save(update_fields=["verify_asked_at"])
    journal.record("places.place.verify_asked", noun="places.Place", object_id=locked.pk, by=by, at=at)
    return locked


def ask_due(*, by: Actor, at: datetime) -> int:
    """The weekly job: mails every public entry that is due, has an address and was not asked lately. Returns how
    many; each in a transaction of its own."""
    today = clock.day(at)
    count = 0
    for place in desk.to_ask(today):
        if links.address_of(place):
            ask(place=place, by=by, at=at)
            count += 1
    return count


@transaction.atomic
def no_answer(*, place: Place, by: Actor, at: datetime) -> None:
    """「出なかった」: counted, so that the next one to call knows."""
    policies.require_city(by, Permission.PLACES_VERIFY, at=at)
    journal.record("places.place.no_answer", noun="places.Place", object_id=place.pk, by=by, at=at)


def mark_confirmed(place: Place, *, by: Actor, at: datetime) -> None:
    """Part of an action: sets the day and by whom, in words the public may read. The caller saves."""
    place.verified_on = clock.day(at)
    place.verified_by_id = by.person_id
    place.verified_words = _words_for(place, by, at)


def _words_for(place: Place, by: Actor, at: datetime) -> str:
    if by.via == Via.LINK:
        return _("運営の方（リンク）")
    if not policies.in_city(by, Permission.PLACES_VERIFY, at=at):
        return _("運営の方")
    return _("市（電話）") if by.via == Via.PHONE else _("市")


def _confirmed(place: Place, *, by: Actor, at: datetime) -> Place:
    mark_confirmed(place, by=by, at=at)
    place.save(update_fields=["verified_on", "verified_by", "verified_words"])
    journal.record("places.place.verify", noun="places.Place", object_id=place.pk, by=by, at=at)
    return place


def _require_public(place: Place) -> None:
    if place.state not in (Place.State.PUBLISHED, Place.State.PAUSED):
        raise Conflict(
            "places.not_public", _("この場所は いま 公開されていません。公開してから たしかめてください。")
        )
