"""A visit is decided: both sides hear of it, nobody else; what cannot be is refused in words, and it can be taken back."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.rooms.familysupport.actions import asking, deciding, rulings
from ibasho.rooms.familysupport.models import Away, Course, Plan, Policy, Proposal, Visit
from ibasho.town.outbox.models import Message
from ibasho.town.people.actions import protection
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import Ground

pytestmark = pytest.mark.django_db
NEXT = ground.DAY + timedelta(days=1)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def here(people: Cast) -> Ground:
    made = ground.ground(people)
    for number, one in enumerate((made.chiyo, made.goro)):
        one.email = f"helper{number}@example.test"
        one.save()
    return made


@pytest.fixture
def megumi(people: Cast) -> Actor:
    return people.by(people.megumi)


def mails() -> dict[str, Message]:
    return {one.address: one for one in Message.objects.order_by("pk")}


def test_both_sides_are_told_and_no_subject_says_who(here: Ground, megumi: Actor) -> None:
    visit = ground.visit(ground.request(here))
    made = deciding.decide(visit=visit, provider=here.chiyo, by=megumi, at=make.AT)
    assert (made.state, made.provider, made.decided_at) == ("agreed", here.chiyo, make.AT)
    told = mails()
    family, helper = told["tamotsu@example.test"], told["helper0@example.test"]
    assert "青木 千代さん" in family.body and "保険の 対象" in family.body and "事前打合せ" in family.body
    assert "鈴木 保さん" in helper.body and "ひなた" not in helper.body
    assert all("保さん" not in one.subject and "千代" not in one.subject for one in told.values())
    entry = Entry.objects.get(verb="familysupport.visit.decide")
    assert entry.data == {"request": visit.request_id, "provider": here.chiyo.pk}


def test_nobody_promises_an_insurance_there_is_not(here: Ground, megumi: Actor) -> None:
    Policy.objects.update(valid_until=ground.DAY - timedelta(days=1))
    visit = ground.visit(ground.request(here))
    deciding.decide(visit=visit, provider=here.chiyo, by=megumi, at=make.AT)
    assert not any("保険" in one.body for one in mails().values())


def test_pressing_twice_decides_once(here: Ground, megumi: Actor) -> None:
    visit = ground.visit(ground.request(here))
    for _ in range(2):
        deciding.decide(visit=visit, provider=here.chiyo, by=megumi, at=make.AT)
    assert Message.objects.count() == 2


def test_who_was_asked_besides_is_thanked(here: Ground, megumi: Actor) -> None:
    visit = ground.visit(ground.request(here))
    asking.ask(visits=[visit], members=[here.chiyo, here.goro], by=megumi, at=make.AT)
    deciding.decide(visit=visit, provider=here.chiyo, by=megumi, at=make.AT)
    assert dict(visit.asks.values_list("member", "answer")) == {here.chiyo.pk: "yes", here.goro.pk: "settled"}
    assert Message.objects.filter(address="helper1@example.test", subject="ほかの方に 決まりました").exists()


def test_another_adviser_reads_who_was_first_and_when(here: Ground, people: Cast, megumi: Actor) -> None:
    visit = ground.visit(ground.request(here))
    deciding.decide(visit=visit, provider=here.chiyo, by=megumi, at=make.AT)
    with pytest.raises(Conflict) as refused:
        deciding.decide(visit=visit, provider=here.goro, by=megumi, at=make.AT)
    assert refused.value.message.startswith(
        f"この回は {people.megumi.name}さんが 11月24日（火） 15:00に 青木 千代さんに 決めました。"
    )


def test_only_what_was_decided_before_it_begins_is_insured(here: Ground, megumi: Actor) -> None:
    visit = ground.visit(ground.request(here))
    with pytest.raises(Conflict, match="はじまる前に センターが 決めた活動だけが 保険の 対象です"):
        deciding.decide(visit=visit, provider=here.chiyo, by=megumi, at=visit.starts_at)


def test_a_provider_is_never_in_two_places(here: Ground, megumi: Actor) -> None:
    ground.agreed(ground.request(here), here.chiyo)
    other = ground.visit(ground.request(here, starts=time(16), ends=time(18)))
    with pytest.raises(Conflict, match="同じ時間に ほかの 依頼"):
        deciding.decide(visit=other, provider=here.chiyo, by=megumi, at=make.AT)


def test_a_lapsed_course_stands_whatever_anybody_says(here: Ground, megumi: Actor) -> None:
    Course.objects.filter(kind="first_aid").update(held_on=date(2021, 11, 20))
    visit = ground.visit(ground.request(here))
    with pytest.raises(Conflict, match="講習：緊急救命講習の 期限"):
        deciding.decide(visit=visit, provider=here.chiyo, by=megumi, at=make.AT)


def test_an_adviser_who_has_spoken_with_the_provider_may_overrule_their_hours(
    here: Ground, megumi: Actor
) -> None:
    Away.objects.create(provider=here.chiyo.provider, from_on=ground.DAY, until_on=ground.DAY)
    visit = ground.visit(ground.request(here))
    assert deciding.decide(visit=visit, provider=here.chiyo, by=megumi, at=make.AT).state == "agreed"


def test_a_member_who_does_not_help_is_refused(here: Ground, megumi: Actor) -> None:
    visit = ground.visit(ground.request(here))
    with pytest.raises(Conflict, match="提供会員では ありません"):
        deciding.decide(visit=visit, provider=here.tamotsu, by=megumi, at=make.AT)


@pytest.mark.parametrize("who", ["fumi", "aoi", "mado", "hana", "tamotsu"])
def test_only_the_adviser_decides(here: Ground, people: Cast, who: str) -> None:
    visit = ground.visit(ground.request(here))
    with pytest.raises(NotFound):
        deciding.decide(visit=visit, provider=here.chiyo, by=people.by(getattr(people, who)), at=make.AT)


def test_a_decision_is_taken_back_and_both_hear_of_it(here: Ground, megumi: Actor) -> None:
    visit = ground.visit(ground.request(here))
    deciding.decide(visit=visit, provider=here.chiyo, by=megumi, at=make.AT)
    later = make.AT + timedelta(minutes=5)
    back = deciding.undo(visit=visit, by=megumi, at=later)
    assert (back.state, back.provider, back.decided_at) == ("open", None, None)
    assert Message.objects.filter(subject="決定を とりけしました").count() == 2
    assert deciding.decide(visit=visit, provider=here.goro, by=megumi, at=later).provider == here.goro


def test_what_has_begun_is_not_taken_back(here: Ground, megumi: Actor) -> None:
    visit = ground.agreed(ground.request(here), here.chiyo)
    with pytest.raises(Conflict, match="決定は とりけせません"):
        deciding.undo(visit=visit, by=megumi, at=visit.starts_at)


def test_nobody_reads_the_name_of_who_is_protected_in_a_mail(
    here: Ground, people: Cast, megumi: Actor
) -> None:
    protection.protect(person=people.tamotsu, by=people.by(people.fumi), at=make.AT)
    visit = ground.visit(ground.request(here))
    deciding.decide(visit=visit, provider=here.chiyo, by=megumi, at=make.AT)
    body = mails()["helper0@example.test"].body
    assert "鈴木" not in body and "センターから 電話で お伝えします" in body


def plan_of(here: Ground, *pairs: tuple[Visit, object]) -> Plan:
    plan = Plan.objects.create(centre=here.centre, week=date(2026, 11, 23), solved_at=make.AT)
    Proposal.objects.bulk_create(Proposal(plan=plan, visit=visit, member=who) for visit, who in pairs)  # type: ignore[misc]
    return plan


def test_a_whole_plan_goes_on_where_one_visit_clashes(here: Ground, megumi: Actor) -> None:
    one = ground.visit(ground.request(here))
    two = ground.visit(ground.request(here, NEXT))
    three = ground.visit(ground.request(here, NEXT, starts=time(17), ends=time(18)))
    plan = plan_of(here, (one, here.chiyo), (two, here.goro), (three, here.chiyo))
    ground.agreed(ground.request(here, starts=time(14), ends=time(16)), here.chiyo)
    done = deciding.decide_plan(plan=plan, by=megumi, at=make.AT)
    assert [row.pk for row in done.visits] == [two.pk, three.pk]
    assert [(row.pk, "同じ時間" in words) for row, words in done.clashes] == [(one.pk, True)]
    one.refresh_from_db()
    assert one.state == "open"


def test_a_plan_keeps_to_what_providers_said_unless_it_was_pinned(here: Ground, megumi: Actor) -> None:
    Away.objects.create(provider=here.chiyo.provider, from_on=ground.DAY, until_on=NEXT)
    one, two = ground.visit(ground.request(here)), ground.visit(ground.request(here, NEXT))
    rulings.pin(visit=two, member=here.chiyo, by=megumi, at=make.AT)
    done = deciding.decide_plan(
        plan=plan_of(here, (one, here.chiyo), (two, here.chiyo)), by=megumi, at=make.AT
    )
    assert ([row.pk for row in done.visits], len(done.clashes)) == ([two.pk], 1)


def test_two_visits_of_one_plan_for_the_same_hour_are_not_both_decided(here: Ground, megumi: Actor) -> None:
    """The plan was written by hand or the day cap fell: the second clashes with the first of the same press."""
    one = ground.visit(ground.request(here))
    two = ground.visit(ground.request(here, starts=time(16), ends=time(18)))
    done = deciding.decide_plan(
        plan=plan_of(here, (one, here.chiyo), (two, here.chiyo)), by=megumi, at=make.AT
    )
    assert (len(done.visits), len(done.clashes)) == (1, 1)


def test_an_empty_plan_says_what_to_do(here: Ground, megumi: Actor) -> None:
    with pytest.raises(Conflict, match="案を つくりなおす"):
        deciding.decide_plan(plan=plan_of(here), by=megumi, at=make.AT)
    assert clock.day(make.AT) < ground.DAY
