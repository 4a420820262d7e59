"""Who may write, publish, run and sum up what. Ken and Tamotsu are strangers to everything of Hana's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import DomainError
from ibasho.town.people.models import Membership, Person
from ibasho.town.places.actions import event_days, events, reception, reports, signups
from ibasho.town.places.models import Event, Session, Signup
from ibasho.town.places.rules.event import EventDay
from tests import make
from tests.people import SINCE, UNTIL, Cast, cast

pytestmark = pytest.mark.django_db
Act = Callable[["Scene", Actor], Any]


class Scene:
    """An event of Hana's group today, with one party signed up."""

    def __init__(self) -> None:
        self.people: Cast = cast()
        helper = Person.objects.create(email="sora@example.test", name="空", ends_on=UNTIL)
        Membership.objects.create(
            person=helper, organisation=self.people.midori, role="helper", starts_on=SINCE, ends_on=UNTIL
        )
        self.helper = helper
        self.event: Event = make.event(organisation=self.people.midori)
        self.day: Session = make.event_day(self.event)
        ticket = signups.sign_up(
            session=self.day, nickname="あ", heads={"junior": 1}, by=Actor.public(), at=make.AT
        )
        self.signup: Signup = ticket.signup

    def actor(self, who: str) -> Actor:
        if who == "public":
            return Actor.public()
        return Actor(person_id=self.helper.pk if who == "helper" else getattr(self.people, who).pk)


def _create(scene: Scene, by: Actor, state: str) -> Event:
    values = {"title": "会", "venue_name": "公園", "organisation_id": scene.people.midori.pk}
    return events.create(values=values, days=[EventDay(make.TUESDAY)], state=state, by=by, at=make.AT)


def _typed(scene: Scene, by: Actor) -> signups.Ticket:
    by_phone = Actor(person_id=by.person_id, via=Via.PHONE)
    return signups.sign_up(session=scene.day, nickname="い", heads={"junior": 1}, by=by_phone, at=make.AT)


WRITE = frozenset({"fumi", "aoi", "mado", "hana"})
RUN = WRITE | {"helper"}
APPROVE = frozenset({"fumi", "aoi"})
ACTS: dict[str, tuple[frozenset[str], Act]] = {
    "create": (WRITE, lambda s, by: _create(s, by, "draft")),
    "create and publish": (APPROVE, lambda s, by: _create(s, by, "published")),
    "change": (WRITE, lambda s, by: events.change(event=s.event, values={"title": "新"}, by=by, at=make.AT)),
    "give away": (
        APPROVE,
        lambda s, by: events.change(
            event=s.event, values={"organisation_id": s.people.aozora.pk}, by=by, at=make.AT
        ),
    ),
    "publish": (APPROVE, lambda s, by: events.publish(event=s.event, by=by, at=make.AT)),
    "call off": (WRITE, lambda s, by: event_days.call_off(session=s.day, reason="", by=by, at=make.AT)),
    "cancel event": (WRITE, lambda s, by: events.cancel(event=s.event, reason="", by=by, at=make.AT)),
    "type a sign-up in": (RUN, _typed),
    "cancel for somebody": (RUN, lambda s, by: signups.cancel_for(signup=s.signup, by=by, at=make.AT)),
    "tick a call off": (WRITE, lambda s, by: signups.called(signup=s.signup, by=by, at=make.AT)),
    "arrive": (RUN, lambda s, by: reception.arrive(signup=s.signup, by=by, at=make.AT)),
    "undo": (RUN, lambda s, by: reception.undo_arrival(signup=s.signup, by=by, at=make.AT)),
    "count": (
        RUN,
        lambda s, by: reception.count(session=s.day, of_class="junior", step=1, by=by, at=make.AT),
    ),
    "sum up": (RUN, lambda s, by: reports.close(session=s.day, heads={}, by=by, at=make.AT)),
}
EVERYONE = ("public", "fumi", "aoi", "mado", "tsubaki", "hana", "helper", "ken", "tamotsu")


@pytest.mark.parametrize("act", list(ACTS))
@pytest.mark.parametrize("who", EVERYONE)
def test_each_may_do_what_their_role_says_and_nothing_else(who: str, act: str) -> None:
    scene = Scene()
    allowed, do = ACTS[act]
    if who in allowed:
        do(scene, scene.actor(who))
        return
    with pytest.raises(DomainError) as refused:
        do(scene, scene.actor(who))
    assert refused.value.code in {"people.not_found", "people.not_allowed"}


def test_another_city_role_reads_but_runs_nothing() -> None:
    scene = Scene()
    with pytest.raises(DomainError):
        reception.count(session=scene.day, of_class="junior", step=1, by=scene.actor("tsubaki"), at=make.AT)
    assert not scene.day.headcounts.exists()
