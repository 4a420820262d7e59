"""椿 leads a 交流会 from the first thought to what is still to be done; 花 answers, 健 is a stranger to her answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.storage import default_storage

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.network.actions import (
    attending,
    forgetting_meetings,
    invitation_links,
    inviting,
    materials,
    meetings,
    minutes,
    polling,
    surveying,
    todos,
)
from ibasho.rooms.network.models import Invitation, Meeting, PollAnswer, PollDay, SurveyReply, Todo
from ibasho.rooms.network.queries import group_waiting, meetings_waiting
from ibasho.rooms.network.queries import meetings as queries
from ibasho.rooms.network.rules import survey
from ibasho.rooms.network.rules.kinds import Coming, PollAnswerKind
from ibasho.rooms.network.rules.meetings import DaySlot, Plan
from ibasho.town.outbox.models import Message
from ibasho.town.people.models import Person
from tests import make
from tests.people import Cast, cast
from tests.rooms.network import ground

pytestmark = pytest.mark.django_db
AT = make.AT
TODAY = clock.day(AT)
LINK = Actor.public(Via.LINK)


@pytest.fixture
def people() -> Cast:
    return cast()


def planned(people: Cast, **changed: Any) -> Meeting:
    told: dict[str, Any] = {
        "title": "団体交流会",
        "nendo": 2026,
        "round": 2,
        "month_words": "10月頃",
        **changed,
    }
    return meetings.plan(plan=Plan(**told), by=people.by(people.tsubaki), at=AT)


def test_from_a_poll_to_the_minutes(people: Cast) -> None:
    by, hana = people.by(people.tsubaki), people.by(people.hana)
    meeting = planned(people)
    mine, _kens = inviting.add(
        meeting=meeting, groups=[people.midori, people.aozora, people.midori], by=by, at=AT
    )
    early, late = (
        polling.add_day(
            meeting=meeting, slot=DaySlot(TODAY + timedelta(days=n), time(10), time(12)), by=by, at=AT
        )
        for n in (14, 15)
    )
    assert polling.open_poll(meeting=meeting, until=TODAY + timedelta(days=7), by=by, at=AT) == 2
    polling.answer(
        invitation=mine, answers={early.pk: PollAnswerKind.NO, late.pk: PollAnswerKind.YES}, by=hana, at=AT
    )
    polling.answer(invitation=mine, answers={early.pk: PollAnswerKind.MAYBE}, by=LINK, at=AT)
    assert sorted(PollAnswer.objects.values_list("answer", flat=True)) == ["maybe", "yes"]
    assert [row.best for row in queries.poll(meeting)] == [False, True]
    polling.choose(day=late, by=by, at=AT)
    sent, unreached = inviting.tell(meeting=meeting, answer_until=TODAY + timedelta(days=10), by=by, at=AT)
    assert (sent, unreached) == (2, [])
    inviting.answer(invitation=mine, coming=Coming.YES, heads=2, words="たのしみです", by=hana, at=AT)
    held = AT + timedelta(days=15)
    attending.mark(meeting=meeting, came={mine.pk: 3, _kens.pk: 0}, by=people.by(people.mado), at=held)
    minutes.write(meeting=meeting, minutes="野菜の 話", decisions=["名簿を 作る"], by=by, at=held)
    assert minutes.tell(meeting=meeting, by=by, at=held) == 2
    meeting.refresh_from_db()
    assert (meeting.state, meeting.day, queries.heads(queries.invitations(meeting)).came_heads) == (
        "closed",
        late.day,
        3,
    )
    with pytest.raises(Conflict, match="もう 送って"):
        minutes.tell(meeting=meeting, by=by, at=held)
    minutes.write(
        meeting=meeting, minutes="野菜と お米の 話", decisions=[], by=by, at=held + timedelta(hours=1)
    )
    assert minutes.tell(meeting=meeting, by=by, at=held + timedelta(hours=2)) == 2


def test_mails_hold_the_link_and_nobody_s_name(people: Cast) -> None:
    meeting = planned(people, day=TODAY + timedelta(days=9), starts=time(10), ends=time(12), venue="市役所")
    (mine,) = inviting.add(meeting=meeting, groups=[people.midori], by=people.by(people.tsubaki), at=AT)
    inviting.tell(meeting=meeting, answer_until=None, by=people.by(people.tsubaki), at=AT)
    mail = Message.objects.get(person=people.hana)
    mine.refresh_from_db()
    assert mail.secret and queries.LINK.token(mine) in mail.body and "12月3日" in mail.body
    assert "花" not in mail.body
    assert queries.LINK.token(mine) not in str(list(Entry.objects.values_list("data", flat=True)))
    assert queries.by_token(queries.LINK.token(mine), TODAY) == mine


def test_a_group_without_an_address_is_rung_up(people: Cast) -> None:
    people.hana.is_active = False
    people.hana.save()
    meeting = planned(people, day=TODAY + timedelta(days=9))
    inviting.add(meeting=meeting, groups=[people.midori], by=people.by(people.tsubaki), at=AT)
    sent, unreached = inviting.tell(meeting=meeting, answer_until=None, by=people.by(people.tsubaki), at=AT)
    assert sent == 0 and [one.organisation for one in unreached] == [people.midori]
    inviting.answer(
        invitation=unreached[0], coming=Coming.NO, heads=4, words="", by=people.by(people.mado), at=AT
    )
    row = Invitation.objects.get()
    assert (row.coming, row.heads) == ("no", None)


def test_a_new_link_kills_the_old_one(people: Cast) -> None:
    here = ground.ground(people)
    by = people.by(people.mado)
    first = inviting.give_link(invitation=here.invitation, mail=False, by=by, at=AT)
    second = inviting.give_link(invitation=here.invitation, mail=True, by=by, at=AT + timedelta(minutes=1))
    assert second.mailed and first.token != second.token
    assert (
        queries.by_token(first.token, TODAY) is None
        and queries.by_token(second.token, TODAY) == here.invitation
    )
    assert queries.by_token(second.token, TODAY + timedelta(days=400)) is None


def test_strangers_learn_nothing(people: Cast) -> None:
    here = ground.ground(people)
    ken, mado = people.by(people.ken), people.by(people.mado)
    deeds: list[Callable[[], object]] = [
        lambda: inviting.answer(
            invitation=here.invitation, coming=Coming.YES, heads=1, words="", by=ken, at=AT
        ),
        lambda: todos.done(todo=here.todo, by=ken, at=AT),
        lambda: todos.drop(todo=here.todo, by=people.by(people.hana), at=AT),
        lambda: meetings.cancel(meeting=here.meeting, by=mado, at=AT),
        lambda: meetings.plan(plan=Plan("会", 2026, 5), by=people.by(people.megumi), at=AT),
        lambda: inviting.remind(by=mado, at=AT),
    ]
    for deed in deeds:
        with pytest.raises(NotFound):
            deed()


def test_a_round_stands_once_a_year_and_may_be_planned_anew_when_cancelled(people: Cast) -> None:
    first = planned(people)
    with pytest.raises(Conflict, match="第2回は もう"):
        planned(people)
    meetings.cancel(meeting=first, by=people.by(people.tsubaki), at=AT)
    planned(people)


def test_whoever_is_invited_hears_of_another_day_and_of_the_end(people: Cast) -> None:
    here = ground.ground(people)
    by = people.by(people.tsubaki)
    plan = Plan(
        "こどもの居場所 団体交流会", 2026, 1, day=TODAY + timedelta(days=8), starts=time(14), ends=time(16)
    )
    meetings.change(meeting=here.meeting, plan=plan, place=None, by=by, at=AT)
    meetings.change(meeting=here.meeting, plan=plan, place=None, by=by, at=AT + timedelta(minutes=1))
    meetings.cancel(meeting=here.meeting, by=by, at=AT + timedelta(minutes=2))
    subjects = list(
        Message.objects.filter(person=people.hana).order_by("pk").values_list("subject", flat=True)
    )
    assert len(subjects) == 2 and "かわりました" in subjects[0] and "とりやめ" in subjects[1]


def test_the_reminder_comes_once_three_days_before(people: Cast) -> None:
    here = ground.ground(people)
    Meeting.objects.update(answer_until=TODAY + timedelta(days=5))
    job = Actor.of_job("network.meetings_remind")
    assert inviting.remind(by=job, at=AT) == 0
    assert inviting.remind(by=job, at=AT + timedelta(days=2)) == 1
    assert inviting.remind(by=job, at=AT + timedelta(days=3)) == 0
    assert Message.objects.filter(person=people.hana).count() == 1
    assert Entry.objects.filter(verb="network.meeting.remind").count() == 1
    inviting.answer(invitation=here.invitation, coming=Coming.YES, heads=None, words="", by=LINK, at=AT)
    assert inviting.remind(by=job, at=AT + timedelta(days=3)) == 0


def test_who_was_told_is_not_taken_off_the_list(people: Cast) -> None:
    here = ground.ground(people)
    with pytest.raises(Conflict):
        inviting.remove(invitation=here.invitation, by=people.by(people.mado), at=AT)
    (fresh,) = inviting.add(meeting=here.meeting, groups=[people.aozora], by=people.by(people.mado), at=AT)
    inviting.remove(invitation=fresh, by=people.by(people.mado), at=AT)
    assert Invitation.objects.count() == 1


def test_nobody_ticks_before_the_day_and_no_answer_comes_after_it(people: Cast) -> None:
    here = ground.ground(people)
    with pytest.raises(Conflict, match="まだ 会の日では"):
        attending.mark(meeting=here.meeting, came={}, by=people.by(people.mado), at=AT)
    with pytest.raises(Conflict):
        inviting.answer(
            invitation=here.invitation,
            coming=Coming.YES,
            heads=1,
            words="",
            by=LINK,
            at=AT + timedelta(days=8),
        )


def test_a_meeting_of_an_earlier_year_as_it_was_published(people: Cast) -> None:
    by = people.by(people.aoi)
    told = Plan(
        "市内こども食堂交流会", 2024, 1, day=date(2024, 6, 21), groups_told=6, source="こども未来計画 資料"
    )
    meeting = meetings.plan(plan=told, by=by, at=AT)
    attending.hold(meeting=meeting, by=by, at=AT)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.groups_told) == ("held", 6)
    assert not [one for one in meetings_waiting.waiting_for(by, AT) if "まとめ" in one.label]
    step = {one.code: one.said for one in queries.steps(meeting, queries.heads([]), 0)}
    assert step["held"] == "6団体"


def test_a_to_do_stands_until_it_is_done_and_is_undone_within_a_day(people: Cast) -> None:
    here = ground.ground(people)
    hana = people.by(people.hana)
    late = AT + timedelta(days=20)
    (line,) = [one for one in group_waiting.waiting_for(hana, late) if one.anchor == "todos"]
    assert line.count == 1 and "日が すぎて" in line.label
    todos.done(todo=here.todo, words="倉庫に 決めました", by=hana, at=AT)
    assert not queries.open_todos([people.midori.pk]).exists()
    with pytest.raises(Conflict):
        todos.done(todo=here.todo, by=hana, at=AT)
    with pytest.raises(Conflict, match="24時間"):
        todos.undo(todo=here.todo, by=hana, at=AT + timedelta(hours=25))
    todos.undo(todo=here.todo, by=hana, at=AT + timedelta(hours=3))
    todos.drop(todo=here.todo, by=people.by(people.mado), at=AT)
    assert Todo.objects.get().dropped_at == AT


def test_the_city_s_own_to_do_waits_for_the_city(people: Cast) -> None:
    todos.make(
        organisation=people.city, words="名簿を 送る", due_on=None, by=people.by(people.tsubaki), at=AT
    )
    assert [one.count for one in meetings_waiting.waiting_for(people.by(people.aoi), AT)] == [1]
    assert meetings_waiting.waiting_for(people.by(people.tsubaki), AT) == []
    assert meetings_waiting.waiting_for(people.by(people.megumi), AT) == []
    with pytest.raises(Invalid):
        todos.make(organisation=people.city, words=" ", due_on=None, by=people.by(people.tsubaki), at=AT)


def test_a_paper_is_what_its_content_says(people: Cast) -> None:
    here = ground.ground(people)
    by = people.by(people.mado)
    made = materials.add_file(meeting=here.meeting, title="次第", data=b"%PDF-1.7 x", by=by, at=AT)
    assert str(made.file.name).endswith(".pdf")
    for wrong in (b"<html><script>", b"MZ\x90", b"%PDF-" + b"0" * materials.BYTES_MAX):
        with pytest.raises(Invalid):
            materials.add_file(meeting=here.meeting, title="次第", data=wrong, by=by, at=AT)
    with pytest.raises(Invalid):
        materials.add_link(meeting=here.meeting, title="資料", url="javascript:alert(1)", by=by, at=AT)
    default_storage.delete(str(made.file.name))


def test_one_reply_a_group_and_nobody_knows_whose(people: Cast) -> None:
    here = ground.ground(people)
    by = people.by(people.tsubaki)
    surveying.ask(meeting=here.meeting, by=by, at=AT)
    first = here.meeting.questions.get(order=1)
    told = {str(first.pk): "5"}
    with pytest.raises(Conflict, match="交流会の あとで"):
        surveying.reply(invitation=here.invitation, told=told, by=LINK, at=AT)
    Meeting.objects.update(state="held")
    surveying.reply(invitation=here.invitation, told=told, by=people.by(people.hana), at=AT)
    with pytest.raises(Conflict, match="もう こたえて"):
        surveying.reply(invitation=here.invitation, told=told, by=LINK, at=AT)
    reply = SurveyReply.objects.get()
    assert reply.answers == told and isinstance(reply.pk, UUID)
    entry = Entry.objects.get(verb="network.meeting.survey")
    assert (entry.noun, entry.object_id, entry.data) == ("network.Meeting", str(here.meeting.pk), {})
    assert not Entry.objects.filter(noun="network.Invitation").exists()
    with pytest.raises(Conflict, match="質問は かえられません"):
        surveying.ask(meeting=here.meeting, by=by, at=AT)
    assert all(one.hidden for one in queries.results(here.meeting, TODAY))


def test_results_come_out_once_when_nobody_can_add_to_them(people: Cast) -> None:
    here = ground.ground(people)
    surveying.ask(meeting=here.meeting, by=people.by(people.tsubaki), at=AT)
    first = str(here.meeting.questions.get(order=1).pk)
    Meeting.objects.update(state="held", day=TODAY)
    for _ in range(3):
        SurveyReply.objects.create(meeting=here.meeting, answers={first: "4"})
    here.meeting.refresh_from_db()
    last = survey.open_until(TODAY)
    assert all(one.hidden for one in queries.results(here.meeting, last))
    assert queries.results(here.meeting, last + timedelta(days=1))[0].mean == 4
    late = AT + timedelta(days=survey.DAYS_OPEN + 1)
    with pytest.raises(Conflict, match="おわりました"):
        surveying.reply(invitation=here.invitation, told={first: "5"}, by=LINK, at=late)
    plan = Plan("団体交流会", 2026, 1, day=TODAY + timedelta(days=40))
    with pytest.raises(Conflict, match="日は かえられません"):
        meetings.change(meeting=here.meeting, plan=plan, place=None, by=people.by(people.tsubaki), at=late)


def polled(people: Cast) -> tuple[Meeting, PollDay]:
    """みどり食堂の会 was asked about one day; あおぞら学習室 stands on the list since then."""
    by, meeting = people.by(people.tsubaki), planned(people)
    inviting.add(meeting=meeting, groups=[people.midori], by=by, at=AT)
    slot = DaySlot(TODAY + timedelta(days=14), time(10), time(12))
    day = polling.add_day(meeting=meeting, slot=slot, by=by, at=AT)
    polling.open_poll(meeting=meeting, until=TODAY + timedelta(days=7), by=by, at=AT)
    inviting.add(meeting=meeting, groups=[people.aozora], by=by, at=AT)
    return meeting, day


def subjects(person: Person) -> list[str]:
    return list(Message.objects.filter(person=person).order_by("pk").values_list("subject", flat=True))


def test_another_day_is_another_question_and_the_same_one_is_asked_once(people: Cast) -> None:
    by, job, (meeting, day) = (
        people.by(people.tsubaki),
        Actor.of_job("network.meetings_remind"),
        polled(people),
    )
    until, soon = TODAY + timedelta(days=7), AT + timedelta(days=5)
    polling.open_poll(meeting=meeting, until=until, by=by, at=AT)
    assert len(subjects(people.hana)) == 1
    mine = Invitation.objects.get(organisation=people.midori)
    inviting.remind(by=job, at=soon)
    inviting.remind(by=job, at=soon + timedelta(days=1))
    assert [one[:5] for one in subjects(people.hana)] == ["日程の 返", "返事を ま"]
    polling.answer(invitation=mine, answers={day.pk: PollAnswerKind.YES}, by=LINK, at=AT)
    polling.choose(day=day, by=by, at=AT)
    slot = DaySlot(TODAY + timedelta(days=15), time(10), time(12))
    polling.add_day(meeting=meeting, slot=slot, by=by, at=AT)
    polling.open_poll(meeting=meeting, until=until, by=by, at=AT)
    assert [one.count for one in group_waiting.waiting_for(people.by(people.hana), AT)] == [1]
    inviting.remind(by=job, at=soon)
    assert [one[:5] for one in subjects(people.hana)][2:] == ["日程の 返", "返事を ま"]


def test_called_off_after_the_poll_who_was_asked_hears_and_nobody_else(people: Cast) -> None:
    by, (meeting, day) = people.by(people.tsubaki), polled(people)
    polling.choose(day=day, by=by, at=AT)
    assert len(queries.of_groups([people.midori.pk])) == 1
    meetings.cancel(meeting=meeting, by=by, at=AT)
    assert "とりやめ" in subjects(people.hana)[-1] and subjects(people.ken) == []
    assert queries.of_groups([people.aozora.pk]) == []


def test_who_stands_on_the_list_alone_hears_of_no_change(people: Cast) -> None:
    here, by = ground.ground(people), people.by(people.tsubaki)
    inviting.add(meeting=here.meeting, groups=[people.aozora], by=by, at=AT)
    plan = Plan(here.meeting.title, 2026, 1, day=TODAY + timedelta(days=8))
    meetings.change(meeting=here.meeting, plan=plan, place=None, by=by, at=AT)
    assert len(subjects(people.hana)) == 1 and subjects(people.ken) == []


def test_called_off_by_mistake_is_taken_back_within_a_day(people: Cast) -> None:
    here, by = ground.ground(people), people.by(people.tsubaki)
    meetings.cancel(meeting=here.meeting, by=by, at=AT)
    with pytest.raises(NotFound):
        meetings.restore(meeting=here.meeting, by=people.by(people.mado), at=AT)
    with pytest.raises(Conflict, match="24時間"):
        meetings.restore(meeting=here.meeting, by=by, at=AT + timedelta(hours=25))
    other = planned(people, round=1)
    with pytest.raises(Conflict, match="第1回は もう"):
        meetings.restore(meeting=here.meeting, by=by, at=AT)
    other.delete()
    meetings.restore(meeting=here.meeting, by=by, at=AT + timedelta(hours=1))
    here.meeting.refresh_from_db()
    assert (here.meeting.state, here.meeting.ended_at) == ("invited", None)
    meetings.cancel(meeting=here.meeting, by=by, at=AT + timedelta(hours=2))
    assert [one[:5] for one in subjects(people.hana)] == ["とりやめの", "とりやめは", "とりやめの"]


def test_the_wrong_meeting_was_ticked(people: Cast) -> None:
    here, mado = ground.ground(people), people.by(people.mado)
    Meeting.objects.update(day=TODAY)
    attending.mark(meeting=here.meeting, came={here.invitation.pk: 3}, by=mado, at=AT)
    attending.mark(meeting=here.meeting, came={}, by=mado, at=AT + timedelta(hours=20))
    with pytest.raises(Conflict, match="24時間"):
        attending.unhold(meeting=here.meeting, by=mado, at=AT + timedelta(hours=25))
    Meeting.objects.update(minutes="野菜の 話")
    with pytest.raises(Conflict, match="もう あるので"):
        attending.unhold(meeting=here.meeting, by=mado, at=AT)
    Meeting.objects.update(minutes="")
    attending.unhold(meeting=here.meeting, by=mado, at=AT + timedelta(hours=23))
    here.meeting.refresh_from_db()
    here.invitation.refresh_from_db()
    assert (here.meeting.state, here.invitation.came_heads) == ("invited", None)
    with pytest.raises(Conflict, match="いまは"):
        attending.unhold(meeting=here.meeting, by=mado, at=AT)


def test_the_letter_prints_one_link_and_says_so_once(people: Cast) -> None:
    here, by = ground.ground(people), people.by(people.mado)
    first = inviting.printed_link(invitation=here.invitation, by=by, at=AT)
    later = AT + timedelta(hours=1)
    assert inviting.printed_link(invitation=here.invitation, by=by, at=later) == first
    assert Entry.objects.filter(verb="network.invitation.link").count() == 1
    stale = Invitation.objects.get()
    given = inviting.give_link(invitation=here.invitation, mail=False, by=by, at=later)
    assert invitation_links.ensure(stale, later + timedelta(minutes=1)) == given.address


def test_what_is_old_is_forgotten_as_the_inventory_says(people: Cast) -> None:
    here = ground.ground(people)
    todos.done(todo=here.todo, by=people.by(people.hana), at=AT)
    job = Actor.of_job("network.meetings_forget")
    assert forgetting_meetings.forget(by=job, at=AT + timedelta(days=365)) == 0
    forgetting_meetings.forget(by=job, at=AT + timedelta(days=365 * 7))
    assert not Invitation.objects.exists() and not Todo.objects.exists() and Meeting.objects.exists()
    forgetting_meetings.forget(by=job, at=AT + timedelta(days=365 * 12))
    assert not Meeting.objects.exists()
