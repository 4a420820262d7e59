"""An impatient finger at つなぎ and at the list of the 要対協: however often it is pressed at once, it is done once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import TypeVar

import pytest
from django.db import connection

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.care.actions import council, referrals
from ibasho.rooms.care.actions.council import Terms
from ibasho.rooms.care.models import CouncilMember, Matter, Referral
from ibasho.rooms.care.rules.consent import Consent
from ibasho.rooms.care.rules.kinds import Body, Consenting
from ibasho.rooms.care.rules.referrals import Facts
from tests import make
from tests.make import AT
from tests.people import cast

pytestmark = pytest.mark.django_db(transaction=True)
T = TypeVar("T")
PRESSES, HANDS = 12, 4


def test_however_often_it_is_pressed_at_once_a_place_is_asked_once() -> None:
    people = cast()
    place, sumi = make.place(organisation=people.midori), people.by(people.sumi)
    yes = Consent(1, Consenting.BOTH, "spoken", clock.day(AT), age_met=False)
    first = clock.day(AT) + timedelta(days=2)

    def press() -> int:
        facts = Facts("ゆいちゃん", "たまご", "おばあさん 18時")
        return referrals.ask(place=place, facts=facts, first_on=first, consent=yes, by=sumi, at=AT).pk

    assert len(set(_pressed(press))) == Referral.objects.count() == Matter.objects.count() == 1


def test_the_lead_types_her_own_organisation_in_twice_at_once() -> None:
    """Her own role hangs on the row of the organisation that joins."""
    people = cast()
    tomoe, terms = people.by(people.tomoe), Terms(Body.PUBLIC, date(2026, 10, 1))

    def press() -> str:
        try:
            return str(council.join(organisation=people.city, terms=terms, by=tomoe, at=AT).pk)
        except Conflict as refusal:
            return refusal.code

    told = _pressed(press)
    member = CouncilMember.objects.get()
    assert told.count(str(member.pk)) == 1 and set(told) == {str(member.pk), "care.council_twice"}

    def correct() -> int:
        return council.correct(member=member, terms=terms, by=tomoe, at=AT).pk

    assert _pressed(correct) == [member.pk] * PRESSES


def _pressed(press: Callable[[], T]) -> list[T]:
    def one() -> T:
        try:
            return press()
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as hands:
        return [each.result() for each in [hands.submit(one) for _press in range(PRESSES)]]
