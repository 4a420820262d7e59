"""The city sets the centre up, its rules by date and its insurance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.familysupport.actions import centre as actions
from ibasho.rooms.familysupport.actions.centre import TERMS, Insurance
from ibasho.rooms.familysupport.models import Centre, CentreRules, Policy
from ibasho.rooms.familysupport.queries import centre as queries
from ibasho.rooms.familysupport.queries import members_waiting
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport.ground import Ground, ground

pytestmark = pytest.mark.django_db
SAID = {
    "name": "みほんファミサポ",
    "phone": "0537-00-0000",
    "hours_words": "",
    "email": "",
    "about": "",
    "is_open": True,
}
APRIL = date(2027, 4, 1)
POLICY = Insurance("補償保険", ["injury"], APRIL, date(2028, 3, 31))


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def here(people: Cast) -> Ground:
    return ground(people)


def terms(row: CentreRules, **changed: Any) -> dict[str, Any]:
    row.refresh_from_db()
    return {**{name: getattr(row, name) for name in TERMS}, **changed}


def test_the_city_sets_up_one_centre(people: Cast) -> None:
    by = people.by(people.aoi)
    assert queries.centre() is None
    made = actions.set_up(organisation=people.council, values=SAID, by=by, at=make.AT)
    assert queries.centre() == made
    with pytest.raises(Conflict):
        actions.set_up(organisation=people.city, values=SAID, by=by, at=make.AT)
    actions.change(
        centre=made, organisation=people.city, values={**SAID, "is_open": False}, by=by, at=make.AT
    )
    assert not Centre.objects.get().is_open


def test_new_rules_come_by_date_and_the_old_ones_end_the_day_before(people: Cast, here: Ground) -> None:
    by = people.by(people.aoi)
    told = terms(here.rules, children_at_once_max=2, user_label="おねがい会員")
    made = actions.set_rules(centre=here.centre, valid_from=APRIL, terms=told, by=by, at=make.AT)
    march = queries.rules_on(here.centre, date(2027, 3, 31))
    assert march is not None and march.children_at_once_max == 1
    assert queries.rules_on(here.centre, APRIL) == made
    assert queries.labels(made)["user"] == "おねがい会員"
    again = actions.set_rules(
        centre=here.centre, valid_from=APRIL, terms={**told, "children_at_once_max": 3}, by=by, at=make.AT
    )
    assert (again.pk, again.children_at_once_max) == (made.pk, 3)
    actions.remove_rules(row=made, by=by, at=make.AT)
    here.rules.refresh_from_db()
    assert here.rules.valid_until is None


@pytest.mark.parametrize(
    ("valid_from", "changed", "field"),
    [
        (date(2026, 11, 23), {}, "valid_from"),
        (APRIL, {"day_ends": "05:00"}, "day_ends"),
        (APRIL, {"report_due_day": 29}, "report_due_day"),
        (APRIL, {"children_at_once_max": 0}, "children_at_once_max"),
    ],
)
def test_rules_that_cannot_be(
    people: Cast, here: Ground, valid_from: date, changed: dict[str, Any], field: str
) -> None:
    told = terms(here.rules, **changed)
    if "day_ends" in changed:
        told["day_ends"] = told["day_starts"]
    with pytest.raises(Invalid) as refused:
        actions.set_rules(
            centre=here.centre, valid_from=valid_from, terms=told, by=people.by(people.aoi), at=make.AT
        )
    assert field in refused.value.fields


def test_rules_that_have_begun_stay(people: Cast, here: Ground) -> None:
    with pytest.raises(Conflict):
        actions.remove_rules(row=here.rules, by=people.by(people.aoi), at=make.AT)


def test_an_insurance_that_ends_waits_for_the_city(people: Cast, here: Ground) -> None:
    by = people.by(people.aoi)
    assert members_waiting.waiting_for(by, make.AT) == []
    policy = Policy.objects.get()
    short = Insurance(policy.name, policy.covers, policy.valid_from, date(2026, 12, 1))
    actions.insure(centre=here.centre, terms=short, policy=policy, by=by, at=make.AT)
    (told,) = members_waiting.waiting_for(by, make.AT)
    assert "保険の 期限" in told.label
    going_on = Insurance("つぎ", ["injury"], date(2026, 12, 2), date(2027, 3, 31))
    made = actions.insure(centre=here.centre, terms=going_on, by=by, at=make.AT)
    assert members_waiting.waiting_for(by, make.AT) == []
    assert queries.policy_on(here.centre, date(2026, 12, 2)) == made
    actions.remove_policy(policy=made, by=by, at=make.AT)
    with pytest.raises(Conflict):
        actions.remove_policy(policy=policy, by=by, at=make.AT)


def test_an_insurance_cannot_end_before_it_begins(people: Cast, here: Ground) -> None:
    wrong = replace(POLICY, valid_until=date(2027, 3, 31))
    with pytest.raises(Invalid):
        actions.insure(centre=here.centre, terms=wrong, by=people.by(people.aoi), at=make.AT)


@pytest.mark.parametrize("who", ["mado", "tsubaki", "megumi", "hana", "tamotsu"])
def test_only_the_city_settles_the_centre(people: Cast, here: Ground, who: str) -> None:
    by = people.by(getattr(people, who))
    for deed in (
        lambda: actions.set_rules(
            centre=here.centre, valid_from=APRIL, terms=terms(here.rules), by=by, at=make.AT
        ),
        lambda: actions.insure(centre=here.centre, terms=POLICY, by=by, at=make.AT),
        lambda: actions.change(centre=here.centre, organisation=people.city, values=SAID, by=by, at=make.AT),
    ):
        with pytest.raises(NotFound):
            deed()
