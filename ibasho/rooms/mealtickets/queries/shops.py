"""Shops as their own people and the desk see them: contract, way to the start, meals by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.mealtickets import policies
from ibasho.rooms.mealtickets.models import Device, Fund, LedgerEntry, RibbonCount, Shop
from ibasho.rooms.mealtickets.queries import months
from ibasho.rooms.mealtickets.rules import shop_words
from ibasho.rooms.mealtickets.rules.kinds import EntryKind
from ibasho.rooms.mealtickets.rules.shop_words import Way
from ibasho.rooms.mealtickets.rules.shops import Ready, Step, possible
from ibasho.town.payouts.models import Payee
from ibasho.town.payouts.queries import payees
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place
from ibasho.town.places.rules.kinds import PlaceKind

GONE = (Place.State.ENDED, Place.State.REFUSED)
MEALS = (EntryKind.MEAL, EntryKind.RESERVE_MEAL)
USUAL_YEN, MONTHS_SHOWN = 400, 12


@dataclass(frozen=True, slots=True)
class Own:
    """A place of kind 協力飲食店 and its contract, if there is one, as somebody with its keys sees it."""

    place: Place
    shop: Shop | None
    leads: bool  # may write the contract; the others open the till
    ready: Ready | None = None
    way: tuple[Way, ...] = ()

    @property
    def steps(self) -> frozenset[Step]:
        return possible(self.shop.state if self.shop else "")


def of_organisations(by: Actor, at: datetime) -> QuerySet[Organisation]:
    """Whose shops this person sees at the groups' door; staff who type in see that one alone, the rest of the city
    none: its shops stand on the desk."""
    day = clock.day(at)
    if people.may(by, Permission.MEALS_COUNTER, day=day):
        return Organisation.objects.filter(pk=by.acting_for or 0)
    return people.organisations_of(by, Permission.MEALS_TILL, day=day)


def has_shop(by: Actor, at: datetime) -> bool:
    """Whether any of the actor's organisations keeps a place of this kind."""
    return _places(by, at).exists()


def own(by: Actor, at: datetime) -> list[Own]:
    """The actor's shops, those with a contract first."""
    places = list(_places(by, at).select_related("organisation").order_by("name", "pk"))
    found = {shop.place_id: shop for shop in _with_place().filter(place__in=places)}
    told = [told_of(place, found.get(place.pk), by, at) for place in places]
    return sorted(told, key=lambda one: one.shop is None)


def told_of(place: Place, shop: Shop | None, by: Actor, at: datetime) -> Own:
    leads = people.may(
        by, Permission.MEALS_SHOP, day=clock.day(at), organisation_id=place.organisation_id or 0
    ) or policies.may_manage(by, at=at)
    if shop is None:
        return Own(place, None, leads)
    there = ready(shop)
    return Own(place, shop, leads, there, shop_words.way(shop.state, kit=bool(shop.kit_sent_on), ready=there))


def ready(shop: Shop) -> Ready:
    """What is there, and what a start would still ask for."""
    return Ready(
        cards=shop.cards,
        ribbon=shop.ribbon,
        pin=bool(shop.pin_hash),
        devices=Device.objects.filter(shop=shop, state=Device.State.ACTIVE).count(),
        tested=shop.tested_at is not None,
        payee=bool(payees.of_organisations([shop.place.organisation_id or 0])),
    )


def _places(by: Actor, at: datetime) -> QuerySet[Place]:
    kept = Place.objects.filter(kind=PlaceKind.PARTNER_SHOP, organisation__in=of_organisations(by, at))
    return kept.exclude(state__in=GONE)


def _with_place() -> QuerySet[Shop]:
    return Shop.objects.select_related("place__organisation", "approved_by", "applied_by")


def find(public_id: str) -> Shop | None:
    return _with_place().filter(public_id=public_id).first()


def usual_price() -> int:
    """1食のめやす of the fund in use, for a new contract's form."""
    found = (
        Fund.objects.filter(is_active=True).order_by("order", "pk").values_list("meal_yen", flat=True).first()
    )
    return found or USUAL_YEN


def current_payee(shop: Shop) -> Payee | None:
    """The account the shop is paid into, or that waits for the city's look."""
    return months.payees_of([shop]).get(shop.pk)


def desk(*, state: str = "", kind: str = "", text: str = "", today: date) -> QuerySet[Shop]:
    """All contracts: those that wait first. `meals_now` are this month's, `devices_on` devices in use."""
    found = _with_place()
    if state:
        found = found.filter(state=state)
    if kind:
        found = found.filter(_KINDS[kind])
    if text.strip():
        found = found.filter(Q(place__name__icontains=text.strip()) | Q(place__kana__icontains=text.strip()))
    waiting = Exists(Shop.objects.filter(pk=OuterRef("pk"), state=Shop.State.APPLIED))
    return found.annotate(
        waits=waiting,
        devices_on=Count("devices", filter=Q(devices__state=Device.State.ACTIVE), distinct=True),
    ).order_by("-waits", "place__kana", "place__name", "pk")


_LIVING = Payee.objects.exclude(state=Payee.State.ENDED).filter(organisation=OuterRef("place__organisation"))
_KINDS: dict[str, Q] = {
    "cards": Q(cards=True),
    "ribbon": Q(ribbon=True),
    "unpaid": Q(cards=True) & ~Q(Exists(_LIVING)),
}


def applications() -> QuerySet[Shop]:
    return _with_place().filter(state=Shop.State.APPLIED).order_by("applied_at", "pk")


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """「わたしを待っているもの」: applications, for those who decide on them."""
    if not people.may(by, Permission.MEALS_MANAGE, day=clock.day(at)):
        return []
    count = applications().count()
    first = applications().first()
    oldest = clock.day(first.applied_at) if first else None
    return (
        [Waiting(_("協力飲食店の 申しこみ"), count, "mealtickets:desk_shops", "noren", oldest=oldest)]
        if count
        else []
    )


@dataclass(frozen=True, slots=True)
class Month:
    """Meals of one month (by the day they were received) and what they cost, those taken back left out."""

    first: date
    meals: int
    yen: int


def by_month(shop: Shop) -> list[Month]:
    """Newest first, at most a year."""
    plus = _months(LedgerEntry.objects.filter(credit__shop=shop, kind__in=MEALS))
    minus = _months(LedgerEntry.objects.filter(debit__shop=shop, kind=EntryKind.REVERSE))
    months = sorted({*plus, *minus}, reverse=True)[:MONTHS_SHOWN]
    return [
        Month(month, plus.get(month, _NONE)[0] - minus.get(month, _NONE)[0],
              plus.get(month, _NONE)[1] - minus.get(month, _NONE)[1])
        for month in months
    ]  # fmt: skip


_NONE = (0, 0)


def _months(entries: QuerySet[LedgerEntry]) -> dict[date, tuple[int, int]]:
    rows = entries.annotate(month=TruncMonth("day")).values("month").order_by()
    told = rows.annotate(meals=Count("pk"), yen=Sum("amount_yen")).values_list("month", "meals", "yen")
    return {month: (meals, yen) for month, meals, yen in told}


def meals_of(shops: Sequence[Shop], first: date, last: date) -> dict[int, int]:
    """By shop id, in two statements: meals of these days, those taken back left out."""
    days = LedgerEntry.objects.filter(day__range=(first, last))
    plus = _by_shop(days.filter(kind__in=MEALS, credit__shop__in=shops), "credit__shop")
    minus = _by_shop(days.filter(kind=EntryKind.REVERSE, debit__shop__in=shops), "debit__shop")
    return {shop.pk: plus.get(shop.pk, 0) - minus.get(shop.pk, 0) for shop in shops}


def _by_shop(entries: QuerySet[LedgerEntry], path: str) -> dict[int, int]:
    rows = entries.values(of=F(path)).annotate(meals=Count("pk")).order_by()
    return dict(rows.values_list("of", "meals"))


def ribbons(shop: Shop, *, days: int = 14) -> list[RibbonCount]:
    """The last counts, newest first."""
    return list(shop.ribbons.select_related("told_by").order_by("-day")[:days])


@dataclass(frozen=True, slots=True)
class Board:
    """Ribbons on a shop's wall by its own count, and the day of the last count (None: never counted)."""

    left: int
    day: date | None


def boards(shops: Sequence[Shop]) -> dict[int, Board]:
    """By shop id, in one statement. Never below nothing: what was hung before the first count is not known."""
    rows = (
        RibbonCount.objects.filter(shop__in=shops)
        .order_by("shop", "day")
        .values_list("shop", "day", "hung", "used")
    )
    found: dict[int, Board] = {}
    for shop, day, hung, used in rows:
        before = found.get(shop, Board(0, None)).left
        found[shop] = Board(max(0, before + hung - used), day)
    return {shop.pk: found.get(shop.pk, Board(0, None)) for shop in shops}


def without_contract() -> list[Place]:
    """Shops of the directory that may ask: those without a contract, refused or ended."""
    asking = Shop.objects.exclude(state__in=(Shop.State.REFUSED, Shop.State.ENDED)).values("place")
    found = Place.objects.filter(kind=PlaceKind.PARTNER_SHOP).exclude(state__in=GONE)
    return list(found.exclude(pk__in=asking).select_related("organisation").order_by("kana", "name", "pk"))
