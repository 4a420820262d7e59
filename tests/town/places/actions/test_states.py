"""下書き → 承認待ち → 公開 ⇄ 休止中 → 終了, and who may take which step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound
from ibasho.town.outbox.models import Message
from ibasho.town.places.actions import states
from ibasho.town.places.models import Place
from ibasho.town.places.rules.states import STEPS, Step
from tests import make
from tests.people import Cast

pytestmark = pytest.mark.django_db
TODAY = make.TUESDAY


def in_state(town: Cast, state: str, **more: Any) -> Place:
    since = {"paused_since": TODAY} if state == "paused" else {}
    return make.place(organisation=town.midori, state=state, **{**since, **more})


def take(step: Step, place: Place, by: Actor) -> Place:
    deeds: dict[Step, Callable[[], Place]] = {
        Step.SUBMIT: lambda: states.submit(place=place, by=by, at=make.AT),
        Step.TAKE_BACK: lambda: states.take_back(place=place, by=by, at=make.AT),
        Step.PUBLISH: lambda: states.publish(place=place, confirmed=False, by=by, at=make.AT),
        Step.REFUSE: lambda: states.refuse(place=place, answer="わけ", by=by, at=make.AT),
        Step.PAUSE: lambda: states.pause(
            place=place, since=TODAY, until=None, reason="改修", by=by, at=make.AT
        ),
        Step.RESUME: lambda: states.resume(place=place, by=by, at=make.AT),
        Step.END: lambda: states.end(place=place, reason="閉じた", by=by, at=make.AT),
    }
    return deeds[step]()


@pytest.mark.parametrize("state", [state.value for state in Place.State])
@pytest.mark.parametrize("step", list(Step))
def test_each_step_leads_from_its_states_and_no_other(town: Cast, step: Step, state: str) -> None:
    place = in_state(town, state)
    before, after = STEPS[step]
    if state in before:
        assert take(step, place, town.by(town.aoi)).state == after
    else:
        with pytest.raises(Conflict):
            take(step, place, town.by(town.aoi))
        place.refresh_from_db()
        assert place.state == state


GROUP = {Step.SUBMIT, Step.TAKE_BACK, Step.PAUSE, Step.RESUME}


@pytest.mark.parametrize("who", ["fumi", "aoi", "mado", "tsubaki", "hana", "ken", "tamotsu"])
@pytest.mark.parametrize("step", list(Step))
def test_who_may_take_which_step(town: Cast, step: Step, who: str) -> None:
    """A group its own four steps at once; publishing, refusing and ending are the city's, not the counter's."""
    may = {"fumi": set(Step), "aoi": set(Step), "mado": GROUP, "hana": GROUP}.get(who, set())
    place = in_state(town, sorted(STEPS[step][0])[0])
    by = town.by(getattr(town, who))
    if step in may:
        take(step, place, by)
    else:
        with pytest.raises(NotFound if step in GROUP else NotAllowed):
            take(step, place, by)


def test_the_public_takes_no_step(town: Cast) -> None:
    for step in Step:
        with pytest.raises(DomainError):
            take(step, in_state(town, sorted(STEPS[step][0])[0]), Actor.public())


def test_who_sends_an_entry_in_has_confirmed_it(town: Cast) -> None:
    place = states.submit(place=in_state(town, "draft"), by=town.by(town.hana), at=make.AT)
    assert (place.verified_on, place.verified_words) == (TODAY, "運営の方")


def test_the_counter_sending_a_form_in_has_not(town: Cast) -> None:
    place = states.submit(place=in_state(town, "draft"), by=town.by(town.mado), at=make.AT)
    assert place.verified_on is None


@pytest.mark.parametrize("confirmed", [True, False])
def test_publishing_confirms_only_if_the_city_asked(town: Cast, confirmed: bool) -> None:
    place = in_state(town, "pending", contact_email="midori@example.test")
    states.publish(place=place, confirmed=confirmed, by=town.by(town.aoi), at=make.AT)
    place.refresh_from_db()
    assert (place.verified_on == TODAY) is confirmed
    assert "のせました" in Message.objects.get(address="midori@example.test").subject


def test_a_refusal_tells_why_and_needs_words(town: Cast) -> None:
    place = in_state(town, "pending", contact_email="midori@example.test")
    with pytest.raises(Invalid):
        states.refuse(place=place, answer="  ", by=town.by(town.aoi), at=make.AT)
    states.refuse(place=place, answer="住所が ありません", by=town.by(town.aoi), at=make.AT)
    assert "住所が ありません" in Message.objects.get(address="midori@example.test").body
    assert Entry.objects.get(verb="places.place.refuse").why == "住所が ありません"


def test_a_pause_keeps_since_until_and_why(town: Cast) -> None:
    place = states.pause(
        place=in_state(town, "published"), since=TODAY, until=date(2027, 1, 31), reason="工事", at=make.AT,
        by=town.by(town.hana),
    )  # fmt: skip
    place.refresh_from_db()
    assert (place.paused_since, place.paused_until, place.paused_reason) == (
        TODAY,
        date(2027, 1, 31),
        "工事",
    )


@pytest.mark.parametrize(
    ("since", "until", "code"),
    [
        (TODAY + timedelta(days=1), None, "places.pause_ahead"),
        (TODAY - timedelta(days=9), TODAY - timedelta(days=1), "places.pause_over"),
    ],
)
def test_a_pause_holds_today(town: Cast, since: date, until: date | None, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        states.pause(
            place=in_state(town, "published"), since=since, until=until, reason="", at=make.AT,
            by=town.by(town.hana),
        )  # fmt: skip
    assert refusal.value.code == code


def test_a_pause_ends_by_itself_the_day_after_its_last_day(town: Cast) -> None:
    place = in_state(town, "paused", paused_until=TODAY)
    endless = in_state(town, "paused", name="いつまでか わからない")
    job = Actor.of_job("places.resume_paused")
    assert states.resume_due(by=job, at=make.AT) == 0
    assert states.resume_due(by=job, at=make.AT + timedelta(days=1)) == 1
    place.refresh_from_db()
    endless.refresh_from_db()
    assert (place.state, place.paused_since, place.paused_until) == ("published", None, None)
    assert endless.state == "paused"
