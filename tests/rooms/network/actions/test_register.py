"""椿 and 葵 keep the register of groups: the card, who to call, what was said, papers and their ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import InternalError, ProgrammingError

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.network.actions import (
    contact_persons,
    contacts,
    paper_news,
    papers,
    profiles,
    register_ageing,
)
from ibasho.rooms.network.actions.contact_persons import Known
from ibasho.rooms.network.actions.papers import GivenAgreement, GivenHygiene, GivenInsurance
from ibasho.rooms.network.actions.profiles import About
from ibasho.rooms.network.models import Agreement, Contact, ContactPerson, Hygiene, Profile
from ibasho.rooms.network.queries import group_waiting, register_waiting, waiting
from ibasho.rooms.network.queries import papers as papers_queries
from ibasho.rooms.network.queries import register as queries
from ibasho.rooms.network.queries.register import Wanted
from ibasho.rooms.network.rules.contacts import Told
from ibasho.rooms.network.rules.kinds import AgreementKind, How, Standing
from ibasho.town.outbox.models import Message
from ibasho.town.people.models import Membership, Organisation, Person
from tests import make
from tests.people import Cast, cast
from tests.rooms.network import ground

pytestmark = pytest.mark.django_db
AT, TODAY = ground.AT, clock.day(ground.AT)
DAY = timedelta(days=1)
JOB = Actor.of_job("network.papers_remind")
TOLD = Told(TODAY, How.PHONE, "米が 足りない", "代表", "農家を さがす", TODAY + 3 * DAY)


@pytest.fixture
def people() -> Cast:
    return cast()


def write(people: Cast, told: Told = TOLD) -> Contact:
    return contacts.write(organisation=people.midori, told=told, by=people.by(people.tsubaki), at=AT)


@pytest.mark.parametrize("who", ["megumi", "sumi", "tomoe", "hana", "ken", "tamotsu"])
def test_nobody_else_writes_in_the_register(people: Cast, who: str) -> None:
    talk, person = write(people), ground.contact_person(people)
    by = people.by(getattr(people, who))
    for deed in (
        lambda: profiles.keep(organisation=people.midori, about=About(), by=by, at=AT),
        lambda: contact_persons.add(organisation=people.midori, known=Known("畑中"), by=by, at=AT),
        lambda: contact_persons.leave(person=person, left_on=TODAY, by=by, at=AT),
        lambda: contacts.write(organisation=people.midori, told=TOLD, by=by, at=AT),
        lambda: contacts.correct(contact=talk, told=TOLD, by=by, at=AT),
        lambda: contacts.settle(contact=talk, by=by, at=AT),
        lambda: papers.add(organisation=people.midori, given=AGREEMENT, by=by, at=AT),
        lambda: paper_news.remind(by=by, at=AT),
        lambda: register_ageing.forget_old(by=by, at=AT),
        lambda: contact_persons.forget_left(by=by, at=AT),
    ):
        with pytest.raises(NotFound):
            deed()


def test_mado_keeps_the_card_and_the_journal_names_nobody(people: Cast) -> None:
    about = About(does="毎週 夕ごはん", takes_home=True, csw_keeper=people.tsubaki)
    profiles.keep(organisation=people.midori, about=about, by=people.by(people.mado), at=AT)
    found = Profile.objects.get(organisation=people.midori)
    assert found.csw_keeper == people.tsubaki and found.takes_home is True
    assert "夕ごはん" not in str(Entry.objects.get(verb="network.profile.keep").data)
    with pytest.raises(Invalid):
        profiles.keep(
            organisation=people.midori, about=About(city_keeper=people.hana), by=people.by(people.aoi), at=AT
        )


def test_one_of_a_group_is_called_first(people: Cast) -> None:
    by = people.by(people.tsubaki)
    first = contact_persons.add(
        organisation=people.midori, known=Known("畑中", phone="051-000-0009", call_first=True), by=by, at=AT
    )
    second = contact_persons.add(
        organisation=people.midori, known=Known("南", phone="051-000-0010", call_first=True), by=by, at=AT
    )
    first.refresh_from_db()
    assert (first.call_first, second.call_first) == (False, True)
    with pytest.raises(Invalid):
        contact_persons.add(organisation=people.midori, known=Known("北", call_first=True), by=by, at=AT)


def test_who_left_is_erased_after_a_year_and_can_come_back_before(people: Cast) -> None:
    by = people.by(people.tsubaki)
    person = ground.contact_person(people)
    contact_persons.leave(person=person, left_on=TODAY, by=by, at=AT)
    assert contact_persons.forget_left(by=JOB, at=AT + 365 * DAY) == 0
    contact_persons.come_back(person=person, by=by, at=AT)
    contact_persons.leave(person=person, left_on=TODAY, by=by, at=AT)
    with pytest.raises(Conflict):
        contact_persons.change(person=person, known=Known("畑中"), by=by, at=AT)
    assert contact_persons.forget_left(by=JOB, at=AT + 366 * DAY) == 1
    assert not ContactPerson.objects.exists()


def test_a_talk_is_never_rewritten(people: Cast) -> None:
    first = write(people)
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        Contact.objects.filter(pk=first.pk).update(words="言っていない")
    second = contacts.correct(
        contact=first, told=replace(TOLD, words="米と 野菜が 足りない"), by=people.by(people.aoi), at=AT
    )
    with pytest.raises(Conflict):
        contacts.correct(contact=first, told=TOLD, by=people.by(people.aoi), at=AT)
    with pytest.raises(Conflict):
        contacts.settle(contact=first, by=people.by(people.aoi), at=AT)
    (talk,) = queries.talks(people.midori, TODAY)
    assert talk.contact == second and talk.before == [first] and talk.open


def test_what_is_next_is_settled_and_taken_back(people: Cast) -> None:
    talk, by = write(people), people.by(people.aoi)
    lines = register_waiting.waiting_for(by, AT)
    assert [(one.count, one.oldest) for one in lines] == [(1, TODAY + 3 * DAY)]
    contacts.settle(contact=talk, by=by, at=AT)
    assert register_waiting.waiting_for(by, AT) == []
    contacts.reopen(contact=talk, by=by, at=AT)
    assert queries.listed(Wanted(only="todo"), TODAY)[0].open_next == 1


@pytest.mark.parametrize(
    "wrong",
    [{"words": " "}, {"on": TODAY + DAY}, {"next_words": ""}, {"words": "番号は 1234 5678 9018"}],
)
def test_what_a_talk_cannot_say(people: Cast, wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        write(people, replace(TOLD, **wrong))  # type: ignore[arg-type]


AGREEMENT = GivenAgreement(AgreementKind.COOPERATION, "協定", TODAY)
INSURANCE = GivenInsurance("行事用保険", TODAY, TODAY + 364 * DAY, ("injury",))


def test_a_group_keeps_its_own_insurance_and_no_other(people: Cast) -> None:
    by = people.by(people.hana)
    made = papers.add(organisation=people.midori, given=INSURANCE, by=by, at=AT)
    line = papers_queries.lines(people.midori, TODAY)["insurance"][0]
    assert line.paper == made and line.by_group
    with pytest.raises(NotFound):
        papers.change(paper=made, given=INSURANCE, by=people.by(people.ken), at=AT)
    with pytest.raises(NotFound):
        papers.add(organisation=people.aozora, given=INSURANCE, by=by, at=AT)
    papers.change(paper=made, given=replace(INSURANCE, name="新しい保険"), by=people.by(people.mado), at=AT)
    assert not papers_queries.lines(people.midori, TODAY)["insurance"][0].by_group
    papers.remove(paper=made, by=by, at=AT)
    with pytest.raises(Conflict):
        papers.remove(paper=made, by=by, at=AT)


def test_an_agreement_is_for_who_plans_with_groups(people: Cast) -> None:
    for who in (people.mado, people.hana):
        with pytest.raises(NotFound):
            papers.add(organisation=people.midori, given=AGREEMENT, by=people.by(who), at=AT)
    papers.add(organisation=people.midori, given=AGREEMENT, by=people.by(people.tsubaki), at=AT)
    assert Agreement.objects.get().kind == "coop"
    with pytest.raises(Invalid):
        wrong = replace(AGREEMENT, ends_on=TODAY - DAY)
        papers.add(organisation=people.midori, given=wrong, by=people.by(people.tsubaki), at=AT)


def test_hygiene_once_a_kitchen_and_only_of_ones_own_place(people: Cast) -> None:
    by = people.by(people.hana)
    mine, other = make.place(organisation=people.midori), make.place("あおぞら", organisation=people.aozora)
    given = GivenHygiene(Standing.ASKING, mine, TODAY)
    papers.add(organisation=people.midori, given=given, by=by, at=AT)
    with pytest.raises(Conflict):
        papers.add(organisation=people.midori, given=given, by=by, at=AT)
    with pytest.raises(Invalid):
        papers.add(organisation=people.midori, given=replace(given, place=other), by=by, at=AT)
    papers.add(organisation=people.midori, given=replace(given, place=None), by=by, at=AT)
    assert Hygiene.objects.count() == 2


def test_food_that_goes_home_without_cover_is_told(people: Cast) -> None:
    make.place(organisation=people.midori, description="お弁当を くばります")
    assert papers_queries.home_uncovered(people.midori.pk, TODAY)
    made = papers.add(organisation=people.midori, given=INSURANCE, by=people.by(people.hana), at=AT)
    assert papers_queries.home_uncovered(people.midori.pk, TODAY)
    whole = replace(INSURANCE, covers=("injury", "poison", "takeout"))
    papers.change(paper=made, given=whole, by=people.by(people.hana), at=AT)
    assert not papers_queries.home_uncovered(people.midori.pk, TODAY)
    assert papers_queries.home_uncovered(people.midori.pk, TODAY + 400 * DAY)
    profiles.keep(organisation=people.midori, about=About(takes_home=False), by=people.by(people.aoi), at=AT)
    assert not papers_queries.home_uncovered(people.midori.pk, TODAY + 400 * DAY)


def test_sixty_and_fourteen_days_before_the_end_both_hear_once(people: Cast) -> None:
    ground.insurance(people)
    Profile.objects.create(organisation=people.midori, csw_keeper=people.tsubaki, changed_at=AT)
    paper_news.remind(by=JOB, at=AT - 21 * DAY)
    assert not Message.objects.exists()
    paper_news.remind(by=JOB, at=AT)
    paper_news.remind(by=JOB, at=AT + DAY)
    to = sorted(Message.objects.values_list("address", flat=True))
    assert to == ["hana@example.test", "tsubaki@example.test"]
    paper_news.remind(by=JOB, at=AT + 30 * DAY)
    assert Message.objects.count() == 4
    body = Message.objects.filter(address="hana@example.test").latest("pk").body
    assert "みどり食堂の会" in body and "ボランティア行事用保険" in body and "令和9年1月3日" in body


def test_a_group_without_accounts_hears_by_who_is_called_first(people: Cast) -> None:
    ground.insurance(people)
    Membership.objects.filter(organisation=people.midori).delete()
    ground.contact_person(people, email="hatanaka@example.test")
    paper_news.remind(by=JOB, at=AT)
    assert Message.objects.filter(address="hatanaka@example.test").count() == 1
    office = set(Message.objects.exclude(address="hatanaka@example.test").values_list("address", flat=True))
    assert office == {"fumi@example.test", "aoi@example.test", "tsubaki@example.test"}


def test_what_ends_waits_for_the_keeper_and_the_group_alone(people: Cast) -> None:
    ground.insurance(people)
    Profile.objects.create(organisation=people.midori, csw_keeper=people.tsubaki, changed_at=AT)
    told = {
        who: [(one.url, one.count) for one in waiting.waiting_for(people.by(getattr(people, who)), AT)]
        for who in ("tsubaki", "aoi", "hana", "ken", "tamotsu")
    }
    assert told == {
        "tsubaki": [("network:desk_groups", 1)], "aoi": [], "hana": [("network:ops_network", 1)], "ken": [], "tamotsu": [],
    }  # fmt: skip


def test_the_list_narrows_to_what_one_looks_for(people: Cast) -> None:
    ground.insurance(people)
    write(people)
    quiet = {one.organisation.name for one in queries.listed(Wanted(only="quiet"), TODAY)}
    assert quiet == {"あおぞら学習室", "社会福祉協議会"}
    assert [one.organisation for one in queries.listed(Wanted(only="ends"), TODAY)] == [people.midori]
    Profile.objects.create(organisation=people.midori, does="夕ごはん 毎週", changed_at=AT)
    assert [one.organisation for one in queries.listed(Wanted(text="夕ごはん みどり"), TODAY)] == [
        people.midori
    ]
    assert queries.listed(Wanted(kind="farm"), TODAY) == []
    neighbours = Organisation.objects.create(kind="jichikai", name="虹橋 自治会")
    assert [one.organisation for one in queries.listed(Wanted(kind="jichikai"), TODAY)] == [neighbours]
    assert len(queries.listed(Wanted(keeper="none"), TODAY)) == 4
    later = clock.day(AT) + 240 * DAY
    assert people.midori.name in {
        one.organisation.name for one in queries.listed(Wanted(only="quiet"), later)
    }


def test_what_is_old_goes_as_the_inventory_says(people: Cast) -> None:
    first = write(people)
    contacts.correct(contact=first, told=TOLD, by=people.by(people.tsubaki), at=AT)
    ground.insurance(people)
    ground.agreement(people, ends_on=TODAY)
    hygiene(people, ends_on=TODAY)
    kept = hygiene(people, place=make.place(organisation=people.midori), ends_on=None)
    ground.sheet(people)
    assert not any(register_ageing.forget_old(by=JOB, at=AT + 1500 * DAY).values())
    five = clock.at(date(2032, 4, 1), AT.time())
    assert register_ageing.forget_old(by=JOB, at=five) == {
        "contacts": 2, "insurance": 1, "hygiene": 1, "agreements": 0, "sheets": 1,
    }  # fmt: skip
    assert register_ageing.forget_old(by=JOB, at=clock.at(date(2037, 4, 1), AT.time()))["agreements"] == 1
    assert Hygiene.objects.get() == kept  # it is in use as long as there is the group
    Organisation.objects.filter(pk=people.midori.pk).update(is_active=False)
    assert register_ageing.forget_old(by=JOB, at=clock.at(date(2037, 4, 1), AT.time()))["hygiene"] == 1


def hygiene(people: Cast, **changed: Any) -> Hygiene:
    return Hygiene.objects.create(
        **{
            "organisation": people.midori, "standing": "permit", "number": "第1号", "changed_at": AT,
            "changed_by": people.aoi, **changed,
        }
    )  # fmt: skip


def test_of_a_group_that_ended_everybody_has_left(people: Cast) -> None:
    ground.contact_person(people)
    Organisation.objects.filter(pk=people.midori.pk).update(is_active=False)
    assert contact_persons.forget_left(by=JOB, at=AT) == 0
    seen = ContactPerson.objects.get()
    assert (seen.left_on, seen.call_first) == (TODAY, False)
    assert contact_persons.forget_left(by=JOB, at=AT + DAY) == 0
    assert ContactPerson.objects.get().left_on == TODAY
    assert contact_persons.forget_left(by=JOB, at=AT + 366 * DAY) == 1


def test_a_lapsed_paper_stays_in_sight_until_it_is_renewed_or_let_go(people: Cast) -> None:
    Profile.objects.create(organisation=people.midori, csw_keeper=people.tsubaki, changed_at=AT)
    old = ground.insurance(people)
    day = old.ends_on + DAY
    after = clock.at(day, AT.time())
    by = people.by(people.hana)
    assert [one.paper for one in papers_queries.endings(day)] == [old]
    (line,) = papers_queries.lines(people.midori, day)["insurance"]
    assert line.lapsed and "きれました" in line.told
    for who, lines, label in (
        (people.tsubaki, register_waiting, "期限が きれた 団体の 書類"), (people.hana, group_waiting, "期限が きれた 書類"),
    ):  # fmt: skip
        found = lines.waiting_for(people.by(who), after)
        assert [(one.label, one.count, one.oldest) for one in found] == [(label, 1, old.ends_on)]
    assert [one.organisation for one in queries.listed(Wanted(only="ends"), day)] == [people.midori]

    with pytest.raises(NotFound):
        papers.let_go(paper=old, by=people.by(people.ken), at=after)
    papers.let_go(paper=old, by=by, at=after)
    papers.let_go(paper=old, by=by, at=after)
    assert Entry.objects.filter(verb="network.insurance.let_go").count() == 1
    assert papers_queries.endings(day) == []
    papers.keep_on(paper=old, by=by, at=after)
    assert [one.paper for one in papers_queries.endings(day)] == [old]

    new = replace(INSURANCE, starts_on=day + 9 * DAY, ends_on=day + 300 * DAY, covers=("injury", "poison"))
    papers.add(organisation=people.midori, given=new, by=by, at=after)
    assert [one.paper for one in papers_queries.endings(day)] == [old]  # nothing runs yet
    assert papers_queries.endings(day + 9 * DAY) == []


def test_a_new_end_takes_the_let_go_back_and_what_has_no_end_cannot_be_let_go(people: Cast) -> None:
    by = people.by(people.tsubaki)
    made = papers.add(organisation=people.midori, given=replace(AGREEMENT, ends_on=TODAY), by=by, at=AT)
    papers.let_go(paper=made, by=by, at=AT)
    assert papers_queries.endings(TODAY) == []
    papers.change(paper=made, given=replace(AGREEMENT, ends_on=TODAY, note="紙で"), by=by, at=AT)
    assert papers_queries.endings(TODAY) == []
    papers.change(paper=made, given=replace(AGREEMENT, ends_on=TODAY + DAY), by=by, at=AT)
    assert [one.paper for one in papers_queries.endings(TODAY)] == [made]
    papers.change(paper=made, given=AGREEMENT, by=by, at=AT)
    with pytest.raises(Conflict):
        papers.let_go(paper=made, by=by, at=AT)


def test_what_a_keeper_who_left_kept_waits_for_everybody(people: Cast) -> None:
    ground.insurance(people)
    ground.contact(people, next_on=TODAY)
    Profile.objects.create(organisation=people.midori, csw_keeper=people.tsubaki, changed_at=AT)
    assert register_waiting.waiting_for(people.by(people.aoi), AT) == []
    Person.objects.filter(pk=people.tsubaki.pk).update(is_active=False)
    assert len(register_waiting.waiting_for(people.by(people.aoi), AT)) == 2
    kept = {one.organisation for one in queries.listed(Wanted(keeper="none"), TODAY)}
    assert people.midori in kept


def test_a_name_or_a_number_typed_in_the_search_finds_nothing(people: Cast) -> None:
    """It would stand in the address and in the log: so the search looks only where no person stands."""
    Organisation.objects.filter(pk=people.midori.pk).update(phone="051-000-0001")
    ground.contact(people, words="代表の 畑中さんと 話した")
    for typed in ("畑中", "051-000-0001"):
        assert queries.listed(Wanted(text=typed), TODAY) == []


def test_the_journal_tells_only_of_mails_that_were_written(people: Cast) -> None:
    ground.insurance(people)
    for days in (0, 1, 2):
        paper_news.remind(by=JOB, at=AT + days * DAY)
    (entry,) = Entry.objects.filter(verb="network.paper.warn")
    assert entry.data["to"] == Message.objects.count() > 0


def test_one_group_stands_on_one_page(people: Cast) -> None:
    world = ground.ground(people)
    write(people)
    ground.sheet(people)
    card = queries.card(people.midori, TODAY)
    assert (
        card.places == [world.place] and card.todos == [world.todo] and card.invitations == [world.invitation]
    )
    assert len(card.sheets) == 1 and len(card.talks) == 1 and not card.home_uncovered
