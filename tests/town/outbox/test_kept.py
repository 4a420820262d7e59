"""A mail of the centre that did not arrive: the desk's list does not tell others that there was one."""

from __future__ import annotations

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.town.outbox import actions, queries, rules, showing
from ibasho.town.outbox.models import Message
from tests.make import AT
from tests.people import cast

pytestmark = pytest.mark.django_db


def test_rooms_that_keep_to_themselves_are_named_by_themselves() -> None:
    assert {"care.", "concerns."} <= set(rules.kept_from_desk())


def test_what_is_kept_shows_to_its_own_people_alone() -> None:
    people = cast()
    for key in ("care.opening:1", "concerns.arrived:1", "places.place.approved:1"):
        actions.send(to=people.sumi, event_key=key, subject="s", body="b", by=Actor.of_job("test"), at=AT)
    Message.objects.update(state="failed", problem="x")
    assert [one.event_key for one in queries.unsent(AT)] == ["places.place.approved:1"]
    assert {one.event_key for one in queries.kept_from_desk(AT)} == {"care.opening:1", "concerns.arrived:1"}


def test_what_is_secret_is_in_no_copy_of_ones_own_data() -> None:
    """「見せて」 lies on paper and in files: it never tells that the centre wrote, or what a code was."""
    people = cast()
    for subject, secret in (("おしらせが あります", True), ("あした ひらきます", False)):
        actions.send(
            to=people.hana, event_key=f"test:{secret}", subject=subject, body="b", by=Actor.of_job("test"), at=AT,
            secret=secret,
        )  # fmt: skip
    ((_label, shown),) = showing.SHOWN
    told = shown(people.hana.pk, AT)
    assert [one["件名"] for one in told if "件名" in one] == ["あした ひらきます"]
