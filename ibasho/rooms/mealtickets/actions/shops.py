"""A shop's contract, from its application to its end, and what a フードリボン shop counts itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.mealtickets import policies
from ibasho.rooms.mealtickets.models import Shop
from ibasho.rooms.mealtickets.queries import shops as queries
from ibasho.rooms.mealtickets.rules import shops as rules
from ibasho.rooms.mealtickets.rules.shops import AGREED, OWN, Step
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies as places
from ibasho.town.places.models import Place
from ibasho.town.places.rules.kinds import PlaceKind


@transaction.atomic
def apply(*, place: Place, terms: Mapping[str, Any], by: Actor, at: datetime) -> Shop:
    """Asks the city for a contract: the shop's lead, or the city's counter typing its paper. `terms` are Shop's fields
    of `OWN` and `AGREED`. A shop that was refused or ended may ask again. Raises Invalid, Conflict."""
    require_applicant(by, place, at=at)
    locked_place = Place.objects.select_for_update(no_key=True).get(pk=place.pk)
    if locked_place.kind != PlaceKind.PARTNER_SHOP or locked_place.state in queries.GONE:
        raise Conflict(
            "shop.not_a_shop",
            _("協力飲食店として 登録した場所だけが 申しこめます。先に 場所を 登録してください。"),
        )
    shop = Shop.objects.select_for_update().filter(place=locked_place).first() or Shop(place=locked_place)
    shop.state = rules.after(Step.APPLY, shop.state if shop.pk else rules.NEW)
    _write_terms(shop, terms)
    shop.applied_at, shop.applied_by_id = at, by.person_id
    shop.answer, shop.ended_on = "", None
    shop.save()
    _note(
        "apply", shop, by, at, data={"price_yen": shop.price_yen, "ribbon": shop.ribbon, "cards": shop.cards}
    )
    return shop


def require_applicant(by: Actor, place: Place, *, at: datetime) -> None:
    """The shop's own lead, or the city's counter. Raises NotFound for anybody else."""
    if places.in_city(by, Permission.MEALS_COUNTER, at=at):
        return
    if place.organisation_id is None:
        places.require_city(by, Permission.MEALS_COUNTER, at=at)
    places.require(by, Permission.MEALS_SHOP, place, at=at)


@transaction.atomic
def change_terms(*, shop: Shop, terms: Mapping[str, Any], by: Actor, at: datetime) -> Shop:
    """Menu, seats and the like by the shop itself; what was agreed on, after the approval, by the city alone."""
    require_keeper(by, shop, at=at)
    locked = lock(shop)
    before = {name: getattr(locked, name) for name in (*OWN, *AGREED)}
    _write_terms(locked, terms)
    changed = {name for name, value in before.items() if getattr(locked, name) != value}
    if not policies.may_manage(by, at=at):
        rules.check_agreed(locked.state, changed)
    if changed:
        locked.save(update_fields=sorted(changed))
        _note(
            "change",
            locked,
            by,
            at,
            data={name: [before[name], getattr(locked, name)] for name in sorted(changed)},
        )
    return locked


@transaction.atomic
def approve(*, shop: Shop, by: Actor, at: datetime) -> Shop:
    """The city agrees: the shop gets ready. Raises Conflict where the place itself is not published."""
    policies.require(by, Permission.MEALS_MANAGE, at=at)
    locked = _step(Step.APPROVE, shop)
    if locked.place.state not in (Place.State.PUBLISHED, Place.State.PAUSED):
        raise Conflict(
            "shop.place_not_public",
            _("お店の場所が まだ 公開されていません。先に 場所のページで「公開する」を おしてください。"),
        )
    locked.approved_at, locked.approved_by_id, locked.answer = at, by.person_id, ""
    return _saved(locked, Step.APPROVE, by, at)


@transaction.atomic
def refuse(*, shop: Shop, answer: str, by: Actor, at: datetime) -> Shop:
    """Not now, with the reason, which the shop reads."""
    policies.require(by, Permission.MEALS_MANAGE, at=at)
    words = _("わけが ありません。お店に とどくことばを 書いてください。")
    told = reason(answer, code="shop.no_answer", sentence=words, field="answer")
    locked = _step(Step.REFUSE, shop)
    locked.answer = told
    return _saved(locked, Step.REFUSE, by, at, why=locked.answer)


@transaction.atomic
def send_kit(*, shop: Shop, by: Actor, at: datetime) -> Shop:
    """はじめセット (poster, how-to, test card) was handed over or sent today."""
    policies.require(by, Permission.MEALS_COUNTER, at=at)
    locked = lock(shop)
    if locked.state not in (Shop.State.APPROVED, Shop.State.STARTED, Shop.State.PAUSED):
        rules.after(Step.START, locked.state)
    locked.kit_sent_on = clock.day(at)
    locked.save(update_fields=["kit_sent_on"])
    _note("kit", locked, by, at)
    return locked


@transaction.atomic
def mark_tested(*, shop: Shop, by: Actor, at: datetime) -> Shop:
    """The test card was read by one of the shop's devices. The first time counts; again changes nothing."""
    policies.require_shop(by, Permission.MEALS_TILL, shop, at=at)
    locked = lock(shop)
    if locked.tested_at is None:
        locked.tested_at = at
        locked.save(update_fields=["tested_at"])
        _note("test", locked, by, at)
    return locked


@transaction.atomic
def start(*, shop: Shop, by: Actor, at: datetime) -> Shop:
    """From now on its counter takes cards (or ribbons). Raises Conflict naming what is missing."""
    require_keeper(by, shop, at=at)
    locked = _step(Step.START, shop)
    rules.check_start(queries.ready(locked))
    locked.started_on = locked.started_on or clock.day(at)
    return _saved(locked, Step.START, by, at)


@transaction.atomic
def pause(*, shop: Shop, since: date, until: date | None, why: str = "", by: Actor, at: datetime) -> Shop:
    """No cards for a while; `until` (inclusive) None: not known. The place's own page keeps what places says of it."""
    require_keeper(by, shop, at=at)
    rules.check_pause(since, until, clock.day(at))
    locked = _step(Step.PAUSE, shop)
    locked.paused_since, locked.paused_until = since, until
    return _saved(locked, Step.PAUSE, by, at, why=why, data={"since": str(since), "until": str(until or "")})


@transaction.atomic
def resume(*, shop: Shop, by: Actor, at: datetime) -> Shop:
    require_keeper(by, shop, at=at)
    locked = _step(Step.RESUME, shop)
    locked.paused_since = locked.paused_until = None
    return _saved(locked, Step.RESUME, by, at)


@transaction.atomic
def end(*, shop: Shop, why: str = "", by: Actor, at: datetime) -> Shop:
    """The contract ends; no card is taken from now on, and what the shop has earned is still paid."""
    require_keeper(by, shop, at=at)
    locked = _step(Step.END, shop)
    locked.paused_since = locked.paused_until = None
    locked.ended_on = clock.day(at)
    return _saved(locked, Step.END, by, at, why=why)


def resume_due(*, by: Actor, at: datetime) -> int:
    """The daily job: every pause whose last day has gone by ends. Returns how many."""
    due = list(Shop.objects.filter(state=Shop.State.PAUSED, paused_until__lt=clock.day(at)).order_by("pk"))
    for shop in due:
        resume(shop=shop, by=by, at=at)
    return len(due)


@transaction.atomic
def note(*, shop: Shop, words: str, by: Actor, at: datetime) -> Shop:
    """The city's own memo; the shop does not see it."""
    policies.require(by, Permission.MEALS_COUNTER, at=at)
    locked = lock(shop)
    locked.note = refuse_my_number(words.strip())
    locked.save(update_fields=["note"])
    _note("note", locked, by, at)
    return locked


def require_keeper(by: Actor, shop: Shop, *, at: datetime) -> None:
    """The shop's lead, or the city with MEALS_MANAGE. Raises NotFound for a stranger."""
    policies.require_shop(by, Permission.MEALS_SHOP, shop, at=at)


def lock(shop: Shop) -> Shop:
    """The row, locked until the end of the transaction. Raises NotFound."""
    found = Shop.objects.select_for_update(of=("self",)).select_related("place").filter(pk=shop.pk).first()
    if found is None:
        raise NotFound("shop.gone", _("このお店の約束は もう ありません。一覧から さがしてください。"))
    return found


def _step(step: Step, shop: Shop) -> Shop:
    """The locked contract in its next state, not yet saved."""
    locked = lock(shop)
    locked.state = rules.after(step, locked.state)
    return locked


def _saved(
    shop: Shop, step: Step, by: Actor, at: datetime, *, why: str = "", data: dict[str, Any] | None = None
) -> Shop:
    shop.save()
    _note(step.value, shop, by, at, why=why, data=data)
    return shop


def _write_terms(shop: Shop, terms: Mapping[str, Any]) -> None:
    for name, value in terms.items():
        if name not in OWN | AGREED:
            raise ValueError(f"{name}: not a term of a contract")
        setattr(shop, name, refuse_my_number(value.strip()) if isinstance(value, str) else value)
    rules.check_terms(
        price_yen=shop.price_yen or 0, meals_a_day=shop.meals_a_day or 0, ribbon=shop.ribbon, cards=shop.cards
    )


def _note(
    verb: str, shop: Shop, by: Actor, at: datetime, *, why: str = "", data: dict[str, Any] | None = None
) -> None:
    journal.record(
        f"mealtickets.shop.{verb}", noun="mealtickets.Shop", object_id=shop.pk, by=by, at=at,
        why=refuse_my_number(why)[:400], data=data,
    )  # fmt: skip
