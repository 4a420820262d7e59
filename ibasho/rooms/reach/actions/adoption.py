"""A plan becomes draft places, and the drafts nobody has touched go again. Nothing is published here, ever."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.reach import policies
from ibasho.rooms.reach.actions.plans import NOUN, lock
from ibasho.rooms.reach.models import Plan, PlanOpening, Study
from ibasho.rooms.reach.rules import asking
from ibasho.rooms.reach.rules.asking import Asked, Block
from ibasho.rooms.reach.rules.layers import Purpose
from ibasho.town.areas.stages import Stage
from ibasho.town.people.permissions import Permission
from ibasho.town.places.actions import places
from ibasho.town.places.models import Place
from ibasho.town.places.rules.kinds import PlaceKind
from ibasho.town.places.rules.opening import Opening, Pattern, Season

KIND_OF = {
    Purpose.ALL: PlaceKind.OPEN_SPACE,
    Purpose.MEAL: PlaceKind.KODOMO_SHOKUDO,
    Purpose.STUDY: PlaceKind.STUDY,
    Purpose.PLAY: PlaceKind.OPEN_SPACE,
    Purpose.INFANTS: PlaceKind.TSUDOI,
}
SEASON_OF = {
    Study.Scenario.TERM.value: Season.ALWAYS,
    Study.Scenario.HOLIDAY.value: Season.SCHOOL_HOLIDAYS,
    Study.Scenario.WEEK.value: Season.ALWAYS,
}


@transaction.atomic
def adopt(*, plan: Plan, by: Actor, at: datetime) -> list[Place]:
    """One draft for each site, with its weekly hours. Raises Conflict while nothing is chosen."""
    policies.require(by, Permission.REACH_PLAN, at=at)
    locked = lock(plan)
    if locked.state != Plan.State.SOLVED or locked.kind != Plan.Kind.OPEN:
        raise Conflict(
            "reach.plan_not_solved",
            _("計算が おわった計画だけ 下書きの場所に できます。計算が おわるのを 待ってください。"),
        )
    asked = asking.from_json(locked.asked)
    made = [_draft(locked, asked, rows, by, at) for rows in _by_site(locked).values()]
    if not made:
        raise Conflict("reach.plan_empty", _("この計画は どこも えらんでいません。先に 計算してください。"))
    locked.state = Plan.State.ADOPTED
    locked.save(update_fields=["state"])
    journal.record(
        "reach.plan.adopt", noun=NOUN, object_id=locked.pk, by=by, at=at,
        data={"places": [place.public_id for place in made]},
    )  # fmt: skip
    return made


@transaction.atomic
def undo(*, plan: Plan, by: Actor, at: datetime) -> tuple[int, int]:
    """(drafts deleted, places somebody has touched since and that stay). The plan may be changed again."""
    policies.require(by, Permission.REACH_PLAN, at=at)
    locked = lock(plan)
    if locked.state != Plan.State.ADOPTED:
        raise Conflict(
            "reach.plan_not_adopted",
            _("この計画は 下書きの場所に していません。ページを 開きなおしてください。"),
        )
    made = Place.objects.filter(pk__in=locked.openings.exclude(place=None).values("place"))
    gone = kept = 0
    for place in made:
        if is_untouched(place):
            places.discard(place=place, by=by, at=at)
            gone += 1
        else:
            kept += 1
    locked.openings.update(place=None)
    locked.state = Plan.State.SOLVED
    locked.save(update_fields=["state"])
    journal.record(
        "reach.plan.undo", noun=NOUN, object_id=locked.pk, by=by, at=at, data={"gone": gone, "kept": kept}
    )
    return gone, kept


def is_untouched(place: Place) -> bool:
    """A draft exactly as the plan made it."""
    return place.state == Place.State.DRAFT and place.version == 1 and place.updated_at == place.created_at


def _by_site(plan: Plan) -> dict[tuple[float, float], list[PlanOpening]]:
    """The chosen openings, and pins of a block, by where they stand."""
    found: dict[tuple[float, float], list[PlanOpening]] = defaultdict(list)
    rows = plan.openings.exclude(wish=PlanOpening.Wish.FORBIDDEN).filter(starts__isnull=False)
    for row in rows.select_related("candidate").order_by("weekday", "starts", "pk"):
        found[row.lat, row.lng].append(row)
    return found


def _draft(plan: Plan, asked: Asked, rows: list[PlanOpening], by: Actor, at: datetime) -> Place:
    blocks = [Block(row.weekday or 0, row.starts, row.ends) for row in rows if row.starts and row.ends]
    season = SEASON_OF[plan.base.scenario] if plan.base else Season.ALWAYS
    place = places.create(
        values=_values(plan, asked, rows[0], blocks), openings=_rules(blocks, season), by=by, at=at
    )
    PlanOpening.objects.filter(pk__in=[row.pk for row in rows]).update(place=place)
    return place


def _values(plan: Plan, asked: Asked, row: PlanOpening, blocks: Iterable[Block]) -> dict[str, Any]:
    candidate = row.candidate
    return {
        "kind": KIND_OF[asked.purpose].value,
        "name": _("%(site)s（計画）") % {"site": row.name[:110]},
        "description": _("計画「%(title)s」から つくった 下書きです。") % {"title": plan.title},
        "stages": [stage.value for stage in asked.stages],
        "alone_from": _alone_from(asked),
        "capacity": candidate.capacity if candidate else None,
        "address": candidate.address if candidate else "",
        "district_code": candidate.district_code if candidate else "",
        "lat": row.lat,
        "lng": row.lng,
        "position_source": _("計画の候補"),
        "opening_words": "、".join(block.label for block in blocks),
        "opening_certain": True,
    }


def _alone_from(asked: Asked) -> str:
    """Small children come with somebody; whom else the plan asks for may come alone."""
    older = [stage for stage in asked.stages if stage is not Stage.INFANT]
    return min(older, key=lambda stage: stage.rank).value if older else ""


def _rules(blocks: Iterable[Block], season: Season) -> list[Opening]:
    """The same hours on several weekdays are one rule."""
    days: dict[tuple[Any, Any], set[int]] = defaultdict(set)
    for block in blocks:
        days[block.starts, block.ends].add(block.weekday)
    return [
        Opening(Pattern.WEEKLY, weekdays=frozenset(found), starts=starts, ends=ends, season=season)
        for (starts, ends), found in sorted(days.items())
    ]
