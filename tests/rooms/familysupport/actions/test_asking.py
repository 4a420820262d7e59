"""保 needs somebody on Wednesday. 恵 asks 千代 and 五郎; each answers by one tap; what they said, only she sees."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.familysupport.actions import asking
from ibasho.rooms.familysupport.models import Ask, Member, Provider, Visit
from ibasho.rooms.familysupport.queries import asks_waiting
from ibasho.rooms.familysupport.queries.board import Candidate
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import Ground

pytestmark = pytest.mark.django_db
LINK = Actor.public(Via.LINK)
JOB = Actor.of_job("familysupport.ask_again")


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast, monkeypatch: pytest.MonkeyPatch) -> Ground:
    """Everybody who helps is able; the board's own order is its own tests' matter."""
    made = ground.ground(people)
    Member.objects.filter(kind="provider").update(email="helper@example.test")
    for one in Member.objects.filter(kind="provider"):
        Member.objects.filter(pk=one.pk).update(email=f"h{one.number}@example.test")

    def candidates(visit: Visit, at: object) -> list[Candidate]:
        rows = Member.objects.filter(kind="provider").select_related("provider", "centre").order_by("number")
        return [Candidate(one, ["家から 歩いて 12分", "ひなたさんと 3回 会っています"], 12) for one in rows]

    monkeypatch.setattr("ibasho.rooms.familysupport.queries.board.candidates", candidates)
    return made


@pytest.fixture
def visit(world: Ground) -> Visit:
    return ground.visit(ground.request(world, needs_car=True, from_words="みほん保育園"))


def both(world: Ground, visit: Visit, people: Cast) -> list[Ask]:
    return asking.ask(
        visits=[visit], members=[world.chiyo, world.goro], by=people.by(people.megumi), at=make.AT
    )


def test_each_is_asked_by_one_mail_that_names_nobody(world: Ground, visit: Visit, people: Cast) -> None:
    both(world, visit, people)
    letters = Message.objects.filter(event_key__startswith="support.ask:")
    assert sorted(one.address for one in letters) == ["h2@example.test", "h3@example.test"]
    body = letters[0].body
    for needed in (
        "11月25日（水） 15:00～17:00",
        "放課後の預かり",
        "7歳（1人）",
        "車",
        "家から 歩いて 12分",
        "#asks",
    ):
        assert needed in body
    for hidden in ("ひなた", "鈴木", "みほん小学校", "みほん保育園"):
        assert hidden not in body + letters[0].subject
    assert letters[0].secret


def test_a_series_is_one_mail(world: Ground, people: Cast) -> None:
    row = ground.request(world)
    days = [ground.visit(row, ground.DAY + timedelta(days=7 * n)) for n in range(3)]
    made = asking.ask(visits=days, members=[world.chiyo], by=people.by(people.megumi), at=make.AT)
    assert len(made) == 3
    assert len({one.batch for one in made}) == 1
    letter = Message.objects.get()
    assert letter.body.count("■") == 3


def test_nobody_is_asked_twice_and_nobody_left_says_so(world: Ground, visit: Visit, people: Cast) -> None:
    both(world, visit, people)
    with pytest.raises(Conflict) as refused:
        both(world, visit, people)
    assert refused.value.code == "familysupport.ask_nobody"
    with pytest.raises(Invalid):
        asking.ask(visits=[visit], members=[], by=people.by(people.megumi), at=make.AT)


def test_who_cannot_is_not_asked(
    world: Ground, visit: Visit, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [Candidate(world.chiyo, ["近い"]), Candidate(world.goro, why_not="その日は お休みです")]
    monkeypatch.setattr("ibasho.rooms.familysupport.queries.board.candidates", lambda visit, at: found)
    assert [one.member for one in both(world, visit, people)] == [world.chiyo]


def test_who_wants_no_mails_is_rung_up(world: Ground, visit: Visit, people: Cast) -> None:
    Provider.objects.filter(member=world.goro).update(wants_asks=False)
    made = both(world, visit, people)
    assert len(made) == 2
    assert [one.address for one in Message.objects.all()] == ["h2@example.test"]


@pytest.mark.parametrize("state", ["agreed", "unmet", "cancelled", "begun"])
def test_only_what_is_open_and_ahead_is_asked_for(world: Ground, people: Cast, state: str) -> None:
    row, at = ground.request(world), make.AT
    more: dict[str, Any] = {
        "agreed": {"state": "agreed", "provider": world.goro, "decided_at": at},
        "unmet": {"state": "unmet", "unmet_at": at, "unmet_reason": "nobody_free"},
        "cancelled": {"state": "cancelled", "cancelled_at": at, "cancel_kind": "before"},
        "begun": {},
    }[state]
    found = ground.visit(row, **more)
    asked_at = found.starts_at if state == "begun" else at
    with pytest.raises(Conflict):
        asking.ask(visits=[found], members=[world.chiyo], by=people.by(people.megumi), at=asked_at)


def test_a_yes_decides_nothing_and_waits_for_the_adviser(world: Ground, visit: Visit, people: Cast) -> None:
    first, _second = both(world, visit, people)
    megumi = people.by(people.megumi)
    assert asks_waiting.waiting_for(megumi, make.AT) == []
    said = asking.answer(ask=first, yes=True, by=LINK, at=make.AT)
    assert (said.answer, said.answered_via) == ("yes", "link")
    visit.refresh_from_db()
    assert (visit.state, visit.provider) == ("open", None)
    assert [one.label for one in asks_waiting.waiting_for(megumi, make.AT)] == [
        "「できます」と 返事が あった おねがい"
    ]
    assert asks_waiting.waiting_for(people.by(people.aoi), make.AT) == []


def test_an_answer_can_be_taken_back_and_changed(world: Ground, visit: Visit, people: Cast) -> None:
    first, _second = both(world, visit, people)
    asking.answer(ask=first, yes=False, by=LINK, at=make.AT)
    back = asking.take_back(ask=first, by=LINK, at=make.AT)
    assert (back.answer, back.answered_at) == ("waiting", None)
    told = asking.answer(ask=first, yes=True, by=people.by(people.megumi), at=make.AT)  # on the telephone
    assert told.answered_via == "page"


def test_a_refusal_is_in_no_mail_and_no_journal(world: Ground, visit: Visit, people: Cast) -> None:
    for one in both(world, visit, people):
        asking.answer(ask=one, yes=False, by=LINK, at=make.AT)
    said = Entry.objects.filter(verb="familysupport.ask.answer")
    assert said.count() == 2
    assert {str(one.data) for one in said} == {"{}"}
    assert not Message.objects.filter(address="tamotsu@example.test").exists()
    labels = [one.label for one in asks_waiting.waiting_for(people.by(people.megumi), make.AT)]
    assert labels == ["みんな 都合が つかなかった おねがい"]


@pytest.mark.parametrize("refuses", [False, True])
def test_nobody_reads_a_refusal_out_of_the_journal(
    world: Ground, visit: Visit, people: Cast, refuses: bool
) -> None:
    """Whether 五郎 refused or said yes, its entries are the same to the letter, and nobody who was asked stands in them."""
    chiyo, goro = both(world, visit, people)
    asking.answer(ask=chiyo, yes=True, by=LINK, at=make.AT)
    asking.answer(ask=goro, yes=not refuses, by=LINK, at=make.AT)
    decide(visit, world.chiyo)
    asking.settle_others(visit, by=people.by(people.megumi), at=make.AT)
    rows = Entry.objects.filter(verb__startswith="familysupport.ask.").order_by("pk")
    assert [(one.verb, one.data, one.object_id) for one in rows] == [
        ("familysupport.ask.send", {"asked": 2}, str(visit.pk)),
        ("familysupport.ask.answer", {}, str(visit.pk)),
        ("familysupport.ask.answer", {}, str(visit.pk)),
    ]


def test_what_is_let_go_leaves_no_trace_of_who_refused(world: Ground, visit: Visit, people: Cast) -> None:
    chiyo, goro = both(world, visit, people)
    asking.answer(ask=chiyo, yes=False, by=LINK, at=make.AT)
    before = Entry.objects.count()
    Visit.objects.filter(pk=visit.pk).update(state="cancelled", cancelled_at=make.AT, cancel_kind="before")
    assert asking.settle_ended(by=JOB, at=make.AT) == 1
    goro.refresh_from_db()
    said = Entry.objects.order_by("pk")[before:]
    assert goro.answer == "settled"
    assert [one.verb for one in said if one.verb.startswith("familysupport.")] == []


def test_when_it_is_decided_the_others_are_thanked_once(world: Ground, visit: Visit, people: Cast) -> None:
    toshi = ground.provider(world.centre, 4, "川島 とし")
    Member.objects.filter(pk=toshi.pk).update(email="h4@example.test")
    megumi = people.by(people.megumi)
    chiyo, goro, third = asking.ask(
        visits=[visit], members=[world.chiyo, world.goro, toshi], by=megumi, at=make.AT
    )
    asking.answer(ask=third, yes=False, by=LINK, at=make.AT)
    decide(visit, world.chiyo)
    assert asking.settle_others(visit, by=megumi, at=make.AT) == 1
    assert asking.settle_others(visit, by=megumi, at=make.AT) == 0
    for one in (chiyo, goro, third):
        one.refresh_from_db()
    assert (chiyo.answer, goro.answer, third.answer) == ("yes", "settled", "no")
    letter = Message.objects.get(event_key__startswith="support.ask_settled:")
    assert letter.address == "h3@example.test"
    assert "ほかの方に 決まりました。ありがとうございました" in letter.body
    for hidden in ("千代", "ひなた", "鈴木"):
        assert hidden not in letter.body
    with pytest.raises(Conflict, match="ほかの方に 決まりました"):
        asking.answer(ask=goro, yes=True, by=LINK, at=make.AT)


def test_who_was_let_go_may_be_asked_again_when_it_opens_again(
    world: Ground, visit: Visit, people: Cast
) -> None:
    megumi = people.by(people.megumi)
    both(world, visit, people)
    decide(visit, world.chiyo)
    asking.settle_others(visit, by=megumi, at=make.AT)
    Visit.objects.filter(pk=visit.pk).update(state="open", provider=None, decided_at=None)
    later = make.AT + timedelta(hours=1)
    made = asking.ask(visits=[visit], members=[world.goro], by=megumi, at=later)
    assert [(one.member, one.answer) for one in made] == [(world.goro, "waiting")]
    assert (
        Message.objects.filter(event_key__startswith="support.ask:", address="h3@example.test").count() == 2
    )


def test_who_is_silent_is_asked_once_more(world: Ground, visit: Visit, people: Cast) -> None:
    first, _second = both(world, visit, people)
    asking.answer(ask=first, yes=True, by=LINK, at=make.AT)
    assert asking.remind_due(by=JOB, at=make.AT + timedelta(hours=2)) == 0
    assert asking.remind_due(by=JOB, at=make.AT + timedelta(hours=4)) == 1
    assert asking.remind_due(by=JOB, at=make.AT + timedelta(hours=8)) == 0
    letter = Message.objects.get(event_key__startswith="support.ask_again:")
    assert letter.address == "h3@example.test"


def test_who_was_asked_for_what_was_called_off_is_let_go(world: Ground, visit: Visit, people: Cast) -> None:
    both(world, visit, people)
    Visit.objects.filter(pk=visit.pk).update(state="cancelled", cancelled_at=make.AT, cancel_kind="before")
    assert asking.settle_ended(by=JOB, at=make.AT) == 2
    assert asking.settle_ended(by=JOB, at=make.AT) == 0
    body = Message.objects.filter(event_key__startswith="support.ask_settled:").first()
    assert body is not None
    assert "ほかの方" not in body.body


def test_what_was_asked_is_forgotten_a_year_after_its_year(world: Ground, visit: Visit, people: Cast) -> None:
    both(world, visit, people)
    assert asking.forget(by=JOB, at=make.AT + timedelta(days=365 + 120)) == 0
    assert asking.forget(by=JOB, at=make.AT + timedelta(days=365 + 130)) == 2


@pytest.mark.parametrize("who", ["fumi", "aoi", "mado", "tsubaki", "hana", "ken", "tamotsu"])
def test_only_the_adviser_asks_and_answers_for_others(
    world: Ground, visit: Visit, people: Cast, who: str
) -> None:
    stranger = people.by(getattr(people, who))
    with pytest.raises(NotFound):
        asking.ask(visits=[visit], members=[world.chiyo], by=stranger, at=make.AT)
    first, _second = both(world, visit, people)
    with pytest.raises(NotFound):
        asking.answer(ask=first, yes=True, by=stranger, at=make.AT)
    with pytest.raises(NotFound):
        asking.take_back(ask=first, by=stranger, at=make.AT)


def decide(visit: Visit, helper: Member) -> None:
    visit.state, visit.provider, visit.decided_at = "agreed", helper, make.AT
    visit.save()
