"""One note through the centre's hands: Sumi takes it, looks, answers, ends it. Nobody else touches it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions import assigning, notices, relating
from ibasho.rooms.care.models import Assignee, Notice
from ibasho.rooms.care.rules.kinds import Outcome
from ibasho.town.outbox.models import Message
from ibasho.town.people.models import Membership
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast
from tests.rooms.care import ground

pytestmark = pytest.mark.django_db
AT = make.AT
HOUR = timedelta(hours=1)


def _sent(people: Cast, place: Place, **changed: Any) -> Notice:
    return ground.notice(people, place, state="sent", **changed)


def _refused(code: str, verb: Any, **asked: Any) -> None:
    with pytest.raises(Conflict) as refusal:
        verb(**asked)
    assert refusal.value.code == code


def test_sumi_takes_looks_answers_and_ends_a_note(people: Cast, place: Place) -> None:
    row, by = _sent(people, place), people.by(people.sumi)
    assert not policies.may_read(by, row.matter, at=AT)
    notices.take(notice=row, by=by, at=AT)
    assert policies.may_read(by, row.matter, at=AT)
    notices.checked(notice=row, by=by, at=AT + HOUR)
    notices.answer(notice=row, by=by, at=AT + 2 * HOUR)
    done = notices.close(notice=row, outcome=Outcome.WATCHED, by=by, at=AT + 3 * HOUR)
    done.refresh_from_db()
    assert (done.state, done.outcome, done.taken_by) == ("closed", "watched", people.sumi)
    assert [one.verb.rsplit(".", 1)[1] for one in Entry.objects.filter(verb__startswith="care.notice.").order_by("pk")] == [
        "take", "check", "answer", "close",
    ]  # fmt: skip
    assert all(entry.data == {} for entry in Entry.objects.filter(verb__startswith="care.notice."))
    thanks = Message.objects.get(person=people.hana)
    assert thanks.secret and "気づき" not in thanks.subject + thanks.body and "みどり" not in thanks.body


def test_a_colleague_who_is_second_hears_so(people: Cast, place: Place) -> None:
    row = _sent(people, place)
    notices.take(notice=row, by=people.by(people.sumi), at=AT)
    _refused("care.taken", notices.take, notice=row, by=people.by(people.tomoe), at=AT)
    assert Assignee.objects.filter(ended_at__isnull=True).count() == 1


@pytest.mark.parametrize("who", ["fumi", "aoi", "mado", "tsubaki", "megumi", "hana", "ken", "tamotsu"])
def test_nobody_outside_the_centre_does_anything(who: str, people: Cast, place: Place) -> None:
    row, by = _sent(people, place), people.by(getattr(people, who))
    for verb in (
        notices.take,
        notices.put_back,
        notices.checked,
        notices.uncheck,
        notices.answer,
        notices.reopen,
    ):
        with pytest.raises(NotFound):
            verb(notice=row, by=by, at=AT)
    with pytest.raises(NotFound):
        notices.close(notice=row, outcome=Outcome.HANDLED, by=by, at=AT)


def test_a_colleague_without_the_note_does_nothing_to_it(people: Cast, place: Place) -> None:
    row, by = ground.notice(people, place), people.by(ground.colleague(people))
    for verb in (notices.put_back, notices.checked, notices.answer, notices.reopen):
        with pytest.raises(NotFound):
            verb(notice=row, by=by, at=AT)


def test_put_back_lets_another_take_it_and_the_clocks_go_on(people: Cast, place: Place) -> None:
    row = ground.notice(people, place)
    due = row.take_by
    back = notices.put_back(notice=row, by=people.by(people.sumi), at=AT)
    assert (back.state, back.taken_at, back.take_by) == ("sent", None, due)
    assert not policies.may_read(people.by(people.sumi), row.matter, at=AT)
    assert notices.take(notice=row, by=people.by(people.tomoe), at=AT + HOUR).taken_by_id == people.tomoe.pk


def test_what_was_answered_is_not_put_back(people: Cast, place: Place) -> None:
    row, by = ground.notice(people, place), people.by(people.sumi)
    notices.answer(notice=row, by=by, at=AT)
    _refused("care.not_taken", notices.put_back, notice=row, by=by, at=AT)
    _refused("care.answered", notices.answer, notice=row, by=by, at=AT)


def test_the_look_is_taken_back_within_a_day(people: Cast, place: Place) -> None:
    row, by = ground.notice(people, place), people.by(people.sumi)
    notices.checked(notice=row, by=by, at=AT)
    _refused("care.checked", notices.checked, notice=row, by=by, at=AT)
    assert notices.uncheck(notice=row, by=by, at=AT + 24 * HOUR).checked_at is None
    notices.checked(notice=row, by=by, at=AT)
    _refused("care.uncheck_late", notices.uncheck, notice=row, by=by, at=AT + 25 * HOUR)


def test_nothing_ends_before_somebody_looked(people: Cast, place: Place) -> None:
    row, by = ground.notice(people, place), people.by(people.sumi)
    _refused("care.check_first", notices.close, notice=row, outcome=Outcome.KNOWN, by=by, at=AT)
    notices.checked(notice=row, by=by, at=AT)
    ended = notices.close(notice=row, outcome=Outcome.KNOWN, by=by, at=AT)
    assert ended.answered_at == AT  # who was not answered yet is answered with it
    _refused("care.closed", notices.checked, notice=row, by=by, at=AT)


def test_a_glad_note_is_thanked_and_over(people: Cast, place: Place) -> None:
    row, by = ground.notice(people, place, pace="glad", check_by=None), people.by(people.sumi)
    _refused("care.no_check", notices.checked, notice=row, by=by, at=AT)
    assert notices.close(notice=row, outcome=Outcome.THANKED, by=by, at=AT).state == "closed"


def test_the_end_is_taken_back_while_the_words_are_there(people: Cast, place: Place) -> None:
    row, by = ground.notice(people, place), people.by(people.sumi)
    _refused("care.open", notices.reopen, notice=row, by=by, at=AT)
    notices.checked(notice=row, by=by, at=AT)
    notices.close(notice=row, outcome=Outcome.KNOWN, by=by, at=AT)
    again = notices.reopen(notice=row, by=by, at=AT + HOUR)
    assert (again.state, again.outcome, again.answered_at) == ("answered", "", AT)
    notices.close(notice=row, outcome=Outcome.HANDLED, by=by, at=AT + HOUR)
    row.matter.data_key, row.matter.forgotten_on = None, AT.date()
    row.matter.save()
    _refused("care.forgotten", notices.reopen, notice=row, by=by, at=AT + 2 * HOUR)
    assert Message.objects.filter(person=people.hana).count() == 1  # thanked once


def test_a_note_whose_keeper_left_the_centre_is_taken_by_a_colleague(people: Cast, place: Place) -> None:
    row, nagi = ground.notice(people, place), ground.colleague(people)
    _refused("care.taken", notices.take, notice=row, by=people.by(nagi), at=AT)
    Membership.objects.filter(person=people.sumi).update(ends_on=AT.date() - timedelta(days=1))
    taken = notices.take(notice=row, by=people.by(nagi), at=AT + HOUR)
    assert (taken.state, taken.taken_at, taken.taken_by_id) == ("taken", AT, nagi.pk)
    assert policies.is_assigned(people.by(nagi), row.matter)
    assert not policies.is_assigned(people.by(people.sumi), row.matter)


def test_whom_a_lead_has_chosen_keeps_the_note(people: Cast, place: Place) -> None:
    """Nobody else takes it from Sumi; a lead may take it beside her."""
    row, tomoe, nagi = _sent(people, place), people.by(people.tomoe), ground.colleague(people)
    assigning.assign(matter=row.matter, person=people.sumi, by=tomoe, at=AT)
    assert not notices.may_take(row, people.by(nagi), AT)
    _refused("care.chosen", notices.take, notice=row, by=people.by(nagi), at=AT)
    assert notices.take(notice=row, by=people.by(people.sumi), at=AT).taken_by_id == people.sumi.pk
    assert Assignee.objects.get(matter=row.matter).given_by == people.tomoe, "the same assignment"
    notices.put_back(notice=row, by=people.by(people.sumi), at=AT)
    assigning.assign(matter=row.matter, person=people.sumi, by=tomoe, at=AT)
    assert notices.take(notice=row, by=tomoe, at=AT).taken_by_id == people.tomoe.pk
    held = Assignee.objects.filter(matter=row.matter, ended_at__isnull=True)
    assert {one.person for one in held} == {people.sumi, people.tomoe}


def test_whom_a_lead_has_chosen_and_who_left_keeps_nothing(people: Cast, place: Place) -> None:
    row, nagi = _sent(people, place), people.by(ground.colleague(people))
    assigning.assign(matter=row.matter, person=people.sumi, by=people.by(people.tomoe), at=AT)
    Membership.objects.filter(person=people.sumi).update(ends_on=AT.date() - timedelta(days=1))
    assert notices.take(notice=row, by=nagi, at=AT).taken_by_id == nagi.person_id
    assert not policies.is_assigned(people.by(people.sumi), row.matter)


def test_who_knows_the_family_takes_nothing(people: Cast, place: Place) -> None:
    row = ground.notice(people, place)
    relating.relate(matter=row.matter, person=people.sumi, by=people.by(people.sumi), at=AT)
    with pytest.raises(NotFound):
        notices.take(notice=row, by=people.by(people.sumi), at=AT)
    assert notices.take(notice=row, by=people.by(people.tomoe), at=AT).state == "taken"
