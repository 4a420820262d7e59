"""つなぎ from the first question to the last day: Sumi asks, Hana answers, nobody else learns of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions import consents, matters
from ibasho.rooms.care.actions import referrals as actions
from ibasho.rooms.care.models import ConsentText, Matter, Referral
from ibasho.rooms.care.queries import referrals as queries
from ibasho.rooms.care.rules.consent import Consent, Text
from ibasho.rooms.care.rules.kinds import Consenting, Decline, Ended
from ibasho.rooms.care.rules.referrals import Facts
from ibasho.town.outbox.models import Message
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast
from tests.rooms.care import ground

pytestmark = pytest.mark.django_db
AT = make.AT
TODAY = clock.day(AT)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FACTS = Facts("ゆいちゃん", "たまご", "おばあさん（18時）")
YES = Consent(1, Consenting.BOTH, "spoken", TODAY, age_met=False)


def _ask(people: Cast, place: Place, **changed: Any) -> Referral:
    asked: dict[str, Any] = {
        "facts": FACTS, "first_on": TODAY + 3 * DAY, "consent": YES, "by": people.by(people.sumi), "at": AT, **changed
    }  # fmt: skip
    return actions.ask(place=place, **asked)


def _verbs(row: Referral) -> list[str]:
    return list(
        Entry.objects.filter(noun=matters.NOUN, object_id=str(row.matter_id))
        .order_by("pk")
        .values_list("verb", flat=True)
    )


def test_from_the_question_to_the_last_day(people: Cast, place: Place) -> None:
    row, hana, sumi = _ask(people, place), people.by(people.hana), people.by(people.sumi)
    assert policies.may_read(sumi, row.matter, at=AT)
    assert actions.read_for_place(referral=row, by=hana, at=AT) == FACTS
    actions.accept(referral=row, by=hana, at=AT + HOUR)
    actions.change_first_day(referral=row, first_on=TODAY + DAY, by=sumi, at=AT + HOUR)
    actions.arrive(referral=row, on=TODAY + DAY, by=hana, at=AT + DAY)
    actions.end(referral=row, how=Ended.SETTLED, by=hana, at=AT + 9 * DAY)
    row.refresh_from_db()
    assert (row.state, row.ended_how, row.arrived_on) == ("ended", "settled", TODAY + DAY)
    with pytest.raises(Conflict):
        actions.read_for_place(referral=row, by=hana, at=AT + 9 * DAY)
    key = matters.open_matter(matter=row.matter, by=sumi, at=AT + 9 * DAY)
    assert queries.facts(row, key) == FACTS
    assert _verbs(row) == [
        "care.referral.ask", "care.matter.read_for_place", "care.referral.accept", "care.referral.change_first_day",
        "care.referral.arrive", "care.referral.end", "care.matter.read",
    ]  # fmt: skip


def test_pressed_twice_it_is_asked_once(people: Cast, place: Place) -> None:
    assert _ask(people, place).pk == _ask(people, place, at=AT + timedelta(seconds=2)).pk
    assert _ask(people, place, facts=replace(FACTS, child="あお")).pk != Referral.objects.first().pk  # type: ignore[union-attr]
    assert Matter.objects.count() == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"facts": replace(FACTS, allergy="たまご、そば")}, {"facts": replace(FACTS, collect="ひとりで 帰る 17時")},
        {"consent": replace(YES, how="paper")}, {"first_on": TODAY + 4 * DAY},
    ],
    ids=["allergy", "collector", "consent", "first day"],
)  # fmt: skip
def test_a_correction_is_never_taken_for_the_same_press(
    people: Cast, place: Place, changed: dict[str, Any]
) -> None:
    """Sumi forgot the buckwheat: the place would go on reading the old line, and she would think it knew."""
    row = _ask(people, place)
    with pytest.raises(Conflict, match=row.matter.public_id) as refusal:
        _ask(people, place, **changed, at=AT + HOUR)
    assert "とりやめる" in refusal.value.message and Referral.objects.get() == row
    assert actions.read_for_place(referral=row, by=people.by(people.hana), at=AT + HOUR) == FACTS
    actions.revoke(referral=row, withdrawn_on=None, by=people.by(people.sumi), at=AT + HOUR)
    assert _ask(people, place, **changed, at=AT + HOUR).pk != row.pk


def test_words_opened_to_compare_them_are_written_down_even_where_it_is_refused(
    people: Cast, place: Place
) -> None:
    row = _ask(people, place)
    with pytest.raises(Conflict):
        _ask(people, place, facts=replace(FACTS, allergy="なし"))
    assert _verbs(row) == ["care.referral.ask", "care.matter.read"]
    row.matter.assignees.update(ended_at=AT)  # given to a colleague: Sumi may not read it any more
    with pytest.raises(Conflict):
        _ask(people, place)
    assert _verbs(row) == ["care.referral.ask", "care.matter.read"]


def test_only_the_centre_asks(people: Cast, place: Place) -> None:
    for name in ("fumi", "aoi", "mado", "tsubaki", "megumi", "hana", "ken", "tamotsu"):
        with pytest.raises(NotFound):
            _ask(people, place, by=people.by(getattr(people, name)))
    with pytest.raises(NotFound):
        _ask(people, place, by=Actor.of_job("care.referrals_remind"))
    assert not Referral.objects.exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"consent": replace(YES, version=9)}, "version"),
        ({"consent": replace(YES, by=Consenting.CHILD)}, "consent_by"),
        ({"facts": replace(FACTS, collect="母 090-1234-5678")}, "collect"),
        ({"facts": replace(FACTS, child="虹橋小学校の ゆい")}, "child"),
        ({"first_on": TODAY - DAY}, "first_on"),
    ],
    ids=["other words", "too young alone", "a telephone", "a school", "yesterday"],
)
def test_without_a_yes_or_with_too_much_nothing_is_asked(
    people: Cast, place: Place, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        _ask(people, place, **changed)
    assert set(refusal.value.fields) == {field}
    assert not Referral.objects.exists() and not Matter.objects.exists()


def test_a_place_that_rests_is_not_asked(people: Cast) -> None:
    with pytest.raises(Conflict):
        _ask(people, make.place("休み", organisation=people.midori, state="ended"))


def test_another_group_and_the_city_read_nothing(people: Cast, place: Place) -> None:
    row = _ask(people, place)
    for name in ("fumi", "aoi", "mado", "tsubaki", "megumi", "tomoe", "ken", "tamotsu"):
        with pytest.raises(NotFound):
            actions.read_for_place(referral=row, by=people.by(getattr(people, name)), at=AT)
        with pytest.raises(NotFound):
            actions.accept(referral=row, by=people.by(getattr(people, name)), at=AT)
    assert _verbs(row) == ["care.referral.ask"]


def test_a_place_says_no_and_only_the_centre_reads_why(people: Cast, place: Place) -> None:
    row, hana, sumi = _ask(people, place), people.by(people.hana), people.by(people.sumi)
    actions.decline(referral=row, why=Decline.STAFF, told="火曜は 2人しか いません", by=hana, at=AT + HOUR)
    row.refresh_from_db()
    with pytest.raises(Conflict):
        actions.read_for_place(referral=row, by=hana, at=AT + HOUR)
    key = matters.open_matter(matter=row.matter, by=sumi, at=AT + HOUR)
    assert queries.decline_words(row, key) == "火曜は 2人しか いません"
    assert list(queries.declined(sumi)) == [row]
    actions.look(referral=row, by=sumi, at=AT + 2 * HOUR)
    assert not queries.declined(sumi).exists()
    again = actions.ask_again(referral=row, by=sumi, at=AT + 9 * DAY)
    again.refresh_from_db()
    assert (again.state, again.decline, again.sealed_decline_words, again.answered_at) == (
        "asked",
        "",
        None,
        None,
    )
    assert again.answer_by > TODAY + 9 * DAY


def _declined(people: Cast, place: Place, **changed: Any) -> Referral:
    row = _ask(people, place, **changed)
    return actions.decline(referral=row, why=Decline.FULL, told="", by=people.by(people.hana), at=AT)


def test_a_place_is_not_asked_again_on_a_yes_that_is_too_old(people: Cast, place: Place) -> None:
    row, sumi = _declined(people, place), people.by(people.sumi)
    with pytest.raises(Conflict, match="30日より 長く"):
        actions.ask_again(referral=row, by=sumi, at=AT + 31 * DAY)
    again = actions.ask_again(referral=row, by=sumi, at=AT + 30 * DAY)
    assert (again.state, again.first_on) == ("asked", None), "the first day was over"


def test_a_first_day_to_come_stays_when_a_place_is_asked_again(people: Cast, place: Place) -> None:
    again = actions.ask_again(referral=_declined(people, place), by=people.by(people.sumi), at=AT + DAY)
    assert again.first_on == TODAY + 3 * DAY


def test_a_place_is_not_asked_again_on_other_words_nor_while_it_rests(people: Cast, place: Place) -> None:
    row, sumi = _declined(people, place), people.by(people.sumi)
    Place.objects.filter(pk=place.pk).update(state="ended")
    with pytest.raises(Conflict, match="お休みか"):
        actions.ask_again(referral=row, by=sumi, at=AT)
    Place.objects.filter(pk=place.pk).update(state="published")
    new = Text(0, TODAY + DAY, 16, "こどもへ", "保護者へ")
    consents.add(text=new, by=people.by(people.tomoe), at=AT)
    with pytest.raises(Conflict, match="あたらしく"):
        actions.ask_again(referral=row, by=sumi, at=AT + DAY)
    row.refresh_from_db()
    assert row.state == "declined"


def test_a_yes_taken_back_after_a_no_is_written_down_and_ends_it(people: Cast, place: Place) -> None:
    row, sumi, hana = _declined(people, place), people.by(people.sumi), people.by(people.hana)
    for wrong in (TODAY - DAY, TODAY + DAY):
        with pytest.raises(Invalid):
            actions.withdraw(referral=row, withdrawn_on=wrong, by=sumi, at=AT)
    with pytest.raises(NotFound):
        actions.withdraw(referral=row, withdrawn_on=TODAY, by=hana, at=AT)
    actions.withdraw(referral=row, withdrawn_on=TODAY, by=sumi, at=AT)
    for deed in (
        lambda: actions.ask_again(referral=row, by=sumi, at=AT),
        lambda: actions.take_back(referral=row, by=hana, at=AT),
    ):
        with pytest.raises(Conflict):
            deed()
    row.refresh_from_db()
    assert (row.state, row.withdrawn_on, row.looked_at) == ("declined", TODAY, AT)
    with pytest.raises(Conflict):
        actions.withdraw(referral=_ask(people, place), withdrawn_on=TODAY, by=sumi, at=AT)


def test_the_centre_writes_down_what_it_heard_on_the_telephone(people: Cast) -> None:
    row = _ask(people, make.place("画面の ない 食堂", phone="0537-00-0001"))
    sumi = people.by(people.sumi)
    actions.accept(referral=row, by=sumi, at=AT)
    actions.arrive(referral=row, on=TODAY, by=sumi, at=AT)
    row.refresh_from_db()
    assert (row.state, row.answered_by) == ("arrived", people.sumi)
    assert not Message.objects.exists()  # nobody of the place has an account, and Sumi knows what she did


def test_a_yes_taken_back_shuts_the_place_out_at_once(people: Cast, place: Place) -> None:
    row, hana, sumi = _ask(people, place), people.by(people.hana), people.by(people.sumi)
    actions.accept(referral=row, by=hana, at=AT)
    with pytest.raises(Invalid):
        actions.revoke(referral=row, withdrawn_on=TODAY + DAY, by=sumi, at=AT)
    actions.revoke(referral=row, withdrawn_on=TODAY, by=sumi, at=AT)
    row.refresh_from_db()
    assert (row.state, row.withdrawn_on) == ("revoked", TODAY)
    with pytest.raises(Conflict):
        actions.read_for_place(referral=row, by=hana, at=AT)
    with pytest.raises(Conflict):
        actions.take_back(referral=row, by=sumi, at=AT)


def test_a_place_cannot_revoke(people: Cast, place: Place) -> None:
    with pytest.raises(NotFound):
        actions.revoke(referral=_ask(people, place), withdrawn_on=None, by=people.by(people.hana), at=AT)


def test_a_wrong_press_is_taken_back_by_who_pressed(people: Cast, place: Place) -> None:
    row, hana, sumi = _ask(people, place), people.by(people.hana), people.by(people.sumi)
    actions.decline(referral=row, why=Decline.FULL, told="", by=hana, at=AT)
    with pytest.raises(Conflict):
        actions.take_back(referral=row, by=sumi, at=AT)
    assert actions.take_back(referral=row, by=hana, at=AT + HOUR).state == "asked"
    actions.accept(referral=row, by=hana, at=AT + HOUR)
    actions.arrive(referral=row, on=TODAY, by=hana, at=AT + HOUR)
    assert actions.take_back(referral=row, by=hana, at=AT + 2 * HOUR).arrived_on is None
    actions.end(referral=row, how=Ended.STOPPED, by=hana, at=AT + 2 * HOUR)
    assert actions.take_back(referral=row, by=hana, at=AT + 2 * HOUR).state == "accepted"
    with pytest.raises(Conflict):
        actions.take_back(referral=row, by=hana, at=AT + 9 * HOUR)


def test_arrived_with_an_earlier_day_is_taken_back_within_the_hour_of_the_press(
    people: Cast, place: Place
) -> None:
    row, hana = _ask(people, place), people.by(people.hana)
    actions.accept(referral=row, by=hana, at=AT)
    actions.arrive(referral=row, on=TODAY, by=hana, at=AT + 2 * DAY)
    assert actions.take_back(referral=row, by=hana, at=AT + 2 * DAY + HOUR).state == "accepted"
    actions.arrive(referral=row, on=TODAY + 2 * DAY, by=hana, at=AT + 2 * DAY)
    row.refresh_from_db()
    assert row.arrived_at == AT + 2 * DAY
    with pytest.raises(Conflict):
        actions.take_back(referral=row, by=hana, at=AT + 2 * DAY + 2 * HOUR)


def test_a_step_that_a_colleague_took_first_is_refused(people: Cast, place: Place) -> None:
    row, hana = _ask(people, place), people.by(people.hana)
    actions.accept(referral=row, by=hana, at=AT)
    with pytest.raises(Conflict):
        actions.accept(referral=row, by=hana, at=AT)
    with pytest.raises(Invalid):
        actions.arrive(referral=row, on=TODAY + DAY, by=hana, at=AT)


def test_a_colleague_who_is_not_assigned_changes_nothing(people: Cast, place: Place) -> None:
    row, nagi = _ask(people, place), people.by(ground.colleague(people))
    for deed in (
        lambda: actions.revoke(referral=row, withdrawn_on=None, by=nagi, at=AT),
        lambda: actions.change_first_day(referral=row, first_on=None, by=nagi, at=AT),
        lambda: actions.accept(referral=row, by=nagi, at=AT),
    ):
        with pytest.raises(NotFound):
            deed()


def test_mails_say_nothing(people: Cast, place: Place) -> None:
    row = _ask(people, place)
    actions.decline(referral=row, why=Decline.FULL, told="いっぱいです", by=people.by(people.hana), at=AT)
    told = list(Message.objects.order_by("pk"))
    assert [one.person for one in told] == [people.hana, people.sumi]
    for one in told:
        assert (one.subject, one.secret) == ("おしらせが あります", True)
        for word in ("ゆい", "たまご", "つなぎ", "care", "いっぱい", "センター", row.matter.public_id):
            assert word not in one.body, word


def test_words_of_consent_are_added_and_never_changed(people: Cast, place: Place) -> None:
    tomoe, text = people.by(people.tomoe), Text(0, TODAY + DAY, 16, "こどもへ", "保護者へ")
    with pytest.raises(NotFound):
        consents.add(text=text, by=people.by(people.sumi), at=AT)
    first = _ask(people, place)
    row = consents.add(text=text, by=tomoe, at=AT)
    assert (row.version, row.alone_from_age) == (2, 16)
    assert (
        _ask(people, place, facts=replace(FACTS, child="あお")).consent_text.version == 1
    )  # from tomorrow on
    with pytest.raises(Invalid):
        _ask(people, place, at=AT + DAY)
    later = _ask(people, place, consent=replace(YES, version=2, on=TODAY + DAY), at=AT + DAY)
    first.refresh_from_db()
    assert (first.consent_text.version, later.consent_text.version) == (1, 2)
    with pytest.raises(Invalid):
        consents.add(text=replace(text, starts_on=TODAY), by=tomoe, at=AT)
    assert ConsentText.objects.count() == 2
