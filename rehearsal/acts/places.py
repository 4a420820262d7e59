"""居場所: every open day of a place is received and closed. Heads are those of the sampled children who came."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time, timedelta
from functools import partial

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.openhouse.models import Door
from ibasho.town.places.actions import reception, reports, verification
from ibasho.town.places.models import Place, Session
from rehearsal.ground import STAGES
from rehearsal.stage import Stage

NAME = "places"
SHARE = 0.45
CLASSES = ("infant", "elementary", "elementary", "junior", "high")  # of the world's stages
NO_HOURS = (time(15), time(17))
VERIFIED_EVERY = 60  # days; each place on a day of its own


def day(stage: Stage) -> None:
    came = _came(stage)
    doors = set(Door.objects.filter(is_on=True).values_list("place", flat=True))
    held = Session.objects.filter(day=stage.day, state=Session.State.PLANNED, event=None)
    for session in held.select_related("place").order_by("starts", "pk"):
        place = session.place
        if place is not None:  # a second session of the day begins empty
            heads = came.pop(place.name, Counter())
            _hold(stage, session, place, Counter() if place.pk in doors else heads)
    stage.when(stage.at(10, 20), partial(_verify, stage))


def _came(stage: Stage) -> dict[str, Counter[str]]:
    """By the place's name: how many of each class."""
    found: dict[str, Counter[str]] = {}
    children = stage.world.children
    for child, spot in stage.children.visits.tolist():
        name = stage.world.ground.spots[spot].name
        found.setdefault(name, Counter())[CLASSES[int(children.stage[child])]] += 1
    return found


def _hold(stage: Stage, session: Session, place: Place, heads: Counter[str]) -> None:
    starts, ends = session.starts or NO_HOURS[0], session.ends or NO_HOURS[1]
    first, last = clock.at(stage.day, starts), clock.at(stage.day, ends)
    by = stage.cast.runs(place.organisation_id)
    minutes = max(1, int((last - first).total_seconds()) // 60)
    rng = stage.rng(f"places {session.pk}")
    for of_class in sorted(heads.elements()):
        at = first + timedelta(minutes=int(rng.integers(minutes)))
        stage.when(at, partial(_count, stage, session, of_class, by))
    stage.when(last, partial(_close, stage, session, heads, by))


def _count(stage: Stage, session: Session, of_class: str, by: Actor, at: datetime) -> None:
    stage.do("places.count", reception.count, session=session, of_class=of_class, step=1, by=by, at=at)


def _close(stage: Stage, session: Session, heads: Counter[str], by: Actor, at: datetime) -> None:
    """The numbers counted stand; guardians come with the smallest."""
    with_parents = {"guardian": heads["infant"]} if heads["infant"] else {}
    stage.do(
        "places.close", reports.close, session=session, heads={**heads, **with_parents}, volunteers=2, note="", by=by, at=at
    )  # fmt: skip


def _verify(stage: Stage, at: datetime) -> None:
    """The clerk rings: is what stands on the page still so?"""
    for place in Place.objects.filter(state=Place.State.PUBLISHED).order_by("pk"):
        if place.pk % VERIFIED_EVERY == stage.number % VERIFIED_EVERY:
            stage.do("places.verify", verification.confirm, place=place, by=stage.cast.clerk, at=at)


assert len(CLASSES) == len(STAGES)
