"""「見せて・直して・消して」: two taps from any page, no account, and the city's desk has it at once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed
from ibasho.town.people import queries
from ibasho.town.people.actions import accounts, data_asks
from ibasho.town.people.models import DataAsk
from tests import make
from tests.people import Cast, cast
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
CHILD = Actor.public()
JOB = Actor.of_job("people.forget")


@pytest.fixture
def people() -> Cast:
    return cast()


def _ask(kind: str = "erase", contact: str = "") -> DataAsk:
    return data_asks.put(
        kind=kind, words="みどり食堂の えに かいた なまえ", contact=contact, by=CHILD, at=make.AT
    )


@pytest.mark.parametrize("page", ["home", "ui:help", "places:list", "voices:home"])
def test_a_child_asks_in_two_taps_from_any_page(page: str, client: Client) -> None:
    """The first tap is the link at the foot of the page, the second the button; nobody has to sign in."""
    links = re.findall(r'href="([^"]+)"', client.get(reverse(page)).content.decode())
    assert reverse("people:about_me") in links
    answer = client.post(reverse("people:about_me"), {"kind": "erase", "words": "えに かいた なまえ"})
    ask = DataAsk.objects.get()
    assert ask.public_id in answer.content.decode()
    assert (ask.kind, ask.words, ask.contact) == ("erase", "えに かいた なまえ", "")


def test_it_waits_at_the_citys_desk_at_once_and_at_nobody_elses(people: Cast) -> None:
    _ask()
    lines = {one.url for one in queries.waiting_for(people.by(people.fumi), make.AT)}
    assert "people:desk_asks" in lines
    for other in (people.hana, people.aoi, people.mado, people.ken):
        assert queries.waiting_for(people.by(other), make.AT) == []


def test_the_city_answers_and_the_number_opens_the_answer_without_the_question(
    people: Cast, client: Client
) -> None:
    ask = _ask(contact="090-0000-0000")
    page = reverse("people:about_me_answer", args=[ask.public_id])
    assert "まってね" in client.get(page).content.decode()
    data_asks.answer(ask=ask, words="消しました。", by=people.by(people.fumi), at=make.AT)
    told = client.get(page).content.decode()
    assert "消" in told and "みどり食堂の えに" not in told
    assert DataAsk.objects.get().contact == ""  # it was there for the answer alone
    with pytest.raises(Conflict):
        data_asks.answer(ask=ask, words="もう一度", by=people.by(people.fumi), at=make.AT)


def test_the_entry_comes_before_the_words(people: Cast, client: Client) -> None:
    _ask()
    sign_in(client, people.fumi)
    assert "えに かいた なまえ" in client.get(reverse("people:desk_asks")).content.decode()
    assert Entry.objects.filter(verb="people.data_ask.look_through", person_id=people.fumi.pk).exists()


@pytest.mark.parametrize("who", ["hana", "ken", "aoi", "mado"])
def test_nobody_but_the_administrator_reads_or_answers(who: str, people: Cast) -> None:
    ask, by = _ask(), people.by(getattr(people, who))
    with pytest.raises(NotAllowed):
        data_asks.look_through(by=by, at=make.AT)
    with pytest.raises(NotAllowed):
        data_asks.answer(ask=ask, words="はい", by=by, at=make.AT)


@pytest.mark.parametrize("words", ["", "   ", "わたしの ばんごう 123456789018"])
def test_an_empty_ask_and_a_my_number_are_refused_kindly(words: str) -> None:
    with pytest.raises(Invalid):
        data_asks.put(kind="show", words=words, contact="", by=CHILD, at=make.AT)
    assert not DataAsk.objects.exists()


def test_an_answered_ask_goes_after_a_year_and_a_waiting_one_never(people: Cast) -> None:
    answered, waiting = _ask(), _ask("mend")
    data_asks.answer(ask=answered, words="消しました。", by=people.by(people.fumi), at=make.AT)
    accounts.drop_old_rows(by=JOB, at=make.AT + timedelta(days=365))
    assert DataAsk.objects.count() == 2
    accounts.drop_old_rows(by=JOB, at=make.AT + timedelta(days=366))
    assert list(DataAsk.objects.all()) == [waiting]
