"""Places for a child the centre has in mind: near, open when wished, with what is needed. Nothing of the question is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.rooms.care.rules import finding as rules
from ibasho.rooms.care.rules.finding import Wish
from ibasho.town.areas import travel
from ibasho.town.areas.rules import Minutes
from ibasho.town.people.models import Membership
from ibasho.town.people.permissions import Permission
from ibasho.town.people.roles import carrying
from ibasho.town.places.models import OpeningRule, Place
from ibasho.town.places.queries import published, slots
from ibasho.town.places.queries.answers import admission_of
from ibasho.town.places.queries.criteria import Criteria
from ibasho.town.places.rules.eligibility import Verdict, may_come
from ibasho.town.places.rules.features import FEATURE_LABELS
from ibasho.town.places.rules.status import Planned
from ibasho.town.places.rules.words import describe_all

_WELCOME = carrying(Permission.CARE_WELCOME)


@dataclass(frozen=True, slots=True)
class Found:
    """`why`: what of the wish it meets, in words; `ask`: what one has to ask on the telephone. `minutes` None: no start was
    told, or nobody knows where the place stands. `answers`: somebody of its group answers on the screen."""

    place: Place
    minutes: Minutes | None
    session: Planned | None
    hours: str
    why: list[str]
    ask: list[str]
    answers: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """At most 20 of `total` that fit; `unknown` more say nothing of their days."""

    found: list[Found]
    total: int
    unknown: int


def places(wish: Wish, at: datetime) -> Finding:
    """The nearest first; without a start the next to open. A restricted place stays in: the centre may know whom it is for."""
    today = clock.day(at)
    fits = _fitting(wish)
    days = slots.of_days(
        Place.objects.filter(pk__in=list(fits)), today, today + timedelta(days=rules.DAYS_AHEAD)
    )
    opens = {pk: rules.fitting(days.get(pk, ()), wish) for pk in fits}
    timed = bool(wish.weekdays or wish.since or wish.until)
    kept = [place for pk, place in fits.items() if opens[pk] is not None or (not timed and pk not in days)]
    unknown = sum(1 for pk in fits if pk not in days) if timed else 0
    walks = _walks(kept, wish)
    nearest = sorted(kept, key=lambda place: _order(place, walks, opens[place.pk], today))[: rules.FOUND_MAX]
    answering, hours = _answering(nearest, today), _hours(nearest)
    found = [
        _found(
            place, wish, walks.get(place.pk), opens[place.pk], hours.get(place.pk, ""), place.pk in answering
        )
        for place in nearest
    ]
    return Finding(found, len(kept), unknown)


def place(public_id: str) -> Place | None:
    """One that may be asked: published, restricted or not."""
    return Place.objects.select_related("organisation").filter(
        public_id=public_id, state=Place.State.PUBLISHED
    ).first()  # fmt: skip


def answers_on_screen(place: Place, today: date) -> bool:
    return place.pk in _answering([place], today)


def _fitting(wish: Wish) -> Mapping[int, Place]:
    asked = Criteria(stage=wish.stage, alone=wish.alone, features=wish.features)
    rows = published.fitting(published.listed().filter(state=Place.State.PUBLISHED), asked)
    if wish.allergy:
        rows = rows.filter(allergy=Place.Allergy.HANDLED)
    rows = rows.select_related("organisation").defer("original", "search_text")
    return {row.pk: row for row in rows if may_come(admission_of(row), wish.stage).verdict is not Verdict.NO}


def _walks(kept: list[Place], wish: Wish) -> dict[int, Minutes]:
    if wish.start is None:
        return {}
    standing = [(place.pk, spot) for place in kept if (spot := place.position)]
    told = travel.minutes(wish.start, [spot for _pk, spot in standing], wish.stage)
    return {pk: minutes for (pk, _spot), minutes in zip(standing, told, strict=True)}


def _order(
    place: Place, walks: Mapping[int, Minutes], session: Planned | None, today: date
) -> tuple[float, int, str, int]:
    walk = walks.get(place.pk)
    days = (session.day - today).days if session else rules.DAYS_AHEAD + 1
    return (walk.value if walk else float("inf")), days, place.kana or place.name, place.pk


def _answering(found: list[Place], today: date) -> set[int]:
    """Places whose group has somebody with an account who answers."""
    held = Membership.objects.filter(
        organisation=OuterRef("organisation"), organisation__is_active=True, person__is_active=True,
        role__in=_WELCOME, starts_on__lte=today,
    ).exclude(ends_on__lt=today)  # fmt: skip
    rows = Place.objects.filter(Exists(held), pk__in=[place.pk for place in found])
    return set(rows.values_list("pk", flat=True))


def _hours(found: list[Place]) -> dict[int, str]:
    rules_of: dict[int, list[OpeningRule]] = {}
    for row in OpeningRule.objects.filter(place__in=found).order_by("position", "pk"):
        rules_of.setdefault(row.place_id, []).append(row)
    return {pk: describe_all(row.as_opening() for row in rows) for pk, rows in rules_of.items()}


def _found(
    place: Place, wish: Wish, walk: Minutes | None, session: Planned | None, hours: str, answers: bool
) -> Found:  # fmt: skip
    verdict = may_come(admission_of(place), wish.stage)
    why, ask = [FEATURE_LABELS[code] for code in wish.features], []
    if verdict.verdict is Verdict.ASK:
        ask.append(verdict.plain)
    else:
        why.insert(0, _("%(stage)s：%(word)s") % {"stage": wish.stage.label, "word": verdict.plain})
    if place.allergy == Place.Allergy.HANDLED:
        why.append(_("アレルギーに 対応"))
    if session is None:
        ask.append(_("あいている 日と 時間"))
    if place.allergy in (Place.Allergy.UNKNOWN, Place.Allergy.ASK):
        ask.append(_("アレルギーに 対応できるか"))
    if place.capacity is None:
        ask.append(_("空きが あるか"))
    else:
        why.append(_("定員 %(n)s人") % {"n": place.capacity})
    return Found(place, walk, session, hours or place.opening_words, why, ask, answers)
