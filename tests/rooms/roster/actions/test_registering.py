"""応募 → 面談 → お願いした → 登録, each step back, and what a registration asks for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.roster.actions import programmes, registering, safeguarding, trainings
from ibasho.rooms.roster.models import Helper
from ibasho.rooms.roster.rules.safeguarding import Dates
from tests import make
from tests.people import Cast, cast
from tests.rooms.roster import ground

pytestmark = pytest.mark.django_db
TODAY = make.TUESDAY


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def hana(people: Cast) -> Actor:
    return people.by(people.hana)


@pytest.fixture
def helper(people: Cast) -> Helper:
    return ground.helper(people.midori, state="applied", registered_on=None)


def trained(helper: Helper, by: Actor) -> None:
    trainings.add(
        helper=helper, title="こどもの安全", taken_on=TODAY, valid_until=TODAY + timedelta(days=365), by=by, at=make.AT
    )  # fmt: skip


def test_the_whole_way_and_back_again(helper: Helper, hana: Actor) -> None:
    helper = registering.interview(helper=helper, when=make.AT + timedelta(days=3), by=hana, at=make.AT)
    helper = registering.offer(helper=helper, by=hana, at=make.AT)
    with pytest.raises(Conflict, match="研修"):
        registering.register(helper=helper, by=hana, at=make.AT)
    trained(helper, hana)
    helper = registering.register(helper=helper, by=hana, at=make.AT)
    assert (helper.state, helper.registered_on) == ("registered", TODAY)
    states = []
    for _ in range(3):
        helper = registering.step_back(helper=helper, by=hana, at=make.AT)
        states.append(helper.state)
    assert states == ["offered", "interview", "applied"]
    assert (helper.registered_on, helper.offered_on, helper.interview_at) == (None, None, None)
    with pytest.raises(Conflict):
        registering.step_back(helper=helper, by=hana, at=make.AT)


def test_an_obliged_programme_asks_for_pledge_rules_and_the_procedure(helper: Helper, hana: Actor) -> None:
    programmes.write(
        organisation=helper.organisation, values={"dbs_category": "obliged"}, by=hana, at=make.AT
    )
    helper = registering.offer(helper=helper, by=hana, at=make.AT)
    trained(helper, hana)
    with pytest.raises(Conflict, match=r"誓約書、対処規程の 説明、確認の手つづき"):
        registering.register(helper=helper, by=hana, at=make.AT)
    dates = Dates(is_needed=True, pledge_on=TODAY, rules_told_on=TODAY, done_on=TODAY)
    safeguarding.write(helper=helper, dates=dates, by=hana, at=make.AT)
    assert registering.register(helper=helper, by=hana, at=make.AT).state == "registered"


def test_the_city_may_register_but_does_not_hear_of_dates(helper: Helper, people: Cast, hana: Actor) -> None:
    programmes.write(
        organisation=helper.organisation, values={"dbs_category": "obliged"}, by=hana, at=make.AT
    )
    helper = registering.offer(helper=helper, by=hana, at=make.AT)
    with pytest.raises(Conflict) as refused:
        registering.register(helper=helper, by=people.by(people.aoi), at=make.AT)
    assert "誓約書" not in refused.value.message


def test_who_is_younger_than_16_needs_a_guardian_and_a_day_of_consent(people: Cast, hana: Actor) -> None:
    young = ground.helper(people.midori, state="offered", registered_on=None, age_band="under_16")
    trained(young, hana)
    with pytest.raises(Conflict, match="保護者"):
        registering.register(helper=young, by=hana, at=make.AT)
    with pytest.raises(Invalid):
        registering.change(
            helper=young, values={"guardian_consent_on": TODAY + timedelta(days=1)}, by=hana, at=make.AT
        )
    values = {
        "guardian_name": "大石 けい", "guardian_phone": "000-000-0009", "guardian_consent_on": TODAY,
    }  # fmt: skip
    registering.change(helper=young, values=values, by=hana, at=make.AT)
    assert registering.register(helper=young, by=hana, at=make.AT).state == "registered"
    with pytest.raises(Conflict):
        registering.change(helper=young, values={"guardian_consent_on": None}, by=hana, at=make.AT)


def test_children_never_see_a_whole_name(people: Cast, hana: Actor) -> None:
    helper = ground.helper(
        people.midori, "山口みのる", state="offered", registered_on=None, call_name="山口みのる"
    )
    trained(helper, hana)
    with pytest.raises(Conflict, match="よび名"):
        registering.register(helper=helper, by=hana, at=make.AT)
    registering.change(helper=helper, values={"call_name": "ぐっちさん"}, by=hana, at=make.AT)
    assert registering.register(helper=helper, by=hana, at=make.AT).state == "registered"


def test_words_about_a_check_stand_nowhere(helper: Helper, hana: Actor) -> None:
    for values in ({"name": "山口（前科なし）"}, {"skills": "DBS結果OK"}, {"call_name": "該当なし"}):
        with pytest.raises(Invalid, match="書かないで"):
            registering.change(helper=helper, values=values, by=hana, at=make.AT)
    with pytest.raises(Invalid, match="書かないで"):
        trainings.add(
            helper=helper, title="犯歴の確認", taken_on=TODAY, valid_until=None, by=hana, at=make.AT
        )


def test_trainings_that_cannot_be(helper: Helper, hana: Actor) -> None:
    for taken_on, until in ((TODAY + timedelta(days=1), None), (TODAY, TODAY - timedelta(days=1))):
        with pytest.raises(Invalid):
            trainings.add(
                helper=helper, title="安全", taken_on=taken_on, valid_until=until, by=hana, at=make.AT
            )


def test_a_certified_programme_has_its_day(people: Cast, hana: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        programmes.write(
            organisation=people.midori, values={"dbs_category": "certified"}, by=hana, at=make.AT
        )
    assert set(refused.value.fields) == {"certified_on"}
    values = {"dbs_category": "certified", "certified_on": date(2026, 12, 25)}
    assert programmes.write(organisation=people.midori, values=values, by=hana, at=make.AT).pk


@pytest.mark.parametrize("who", ["ken", "mado", "tsubaki", "tamotsu"])
def test_strangers_meet_nothing(helper: Helper, people: Cast, who: str) -> None:
    by = people.by(getattr(people, who))
    for deed in (registering.offer, registering.register, registering.step_back):
        with pytest.raises(NotFound):
            deed(helper=helper, by=by, at=make.AT)
    with pytest.raises(NotFound):
        registering.change(helper=helper, values={}, by=by, at=make.AT)
    with pytest.raises(NotFound):
        trainings.add(helper=helper, title="x", taken_on=TODAY, valid_until=None, by=by, at=make.AT)
    with pytest.raises(NotFound):
        programmes.write(organisation=people.midori, values={}, by=by, at=make.AT)
