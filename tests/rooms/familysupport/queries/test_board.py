"""The board's list for one visit: who first and why, who not and why not, in a fixed number of statements."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ibasho.rooms.familysupport.models import Ask, Child, CourseTaken, Meeting, Member, Ruling, Visit
from ibasho.rooms.familysupport.queries import board, board_week
from ibasho.rooms.familysupport.queries.board import Candidate
from ibasho.rooms.familysupport.rules.kinds import UnmetReason
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import Ground

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def here(people: Cast) -> Ground:
    return ground.ground(people)


def names(visit: Visit) -> list[str]:
    return [one.member.name for one in board.candidates(visit, make.AT) if one.is_able]


def of(visit: Visit, member: Member) -> Candidate:
    return next(one for one in board.candidates(visit, make.AT) if one.member == member)


def test_everybody_is_told_about_with_reasons(here: Ground) -> None:
    visit = ground.visit(ground.request(here))
    found = of(visit, here.chiyo)
    assert found.minutes == 1
    assert found.reasons == [
        "その時間 空いています", "家から 歩いて 1分（めやす）", "その月 0回（みんなは 平均 0回）", "事前打合せが まだです",
    ]  # fmt: skip
    assert found.why_not == ""


def test_who_knows_the_child_comes_first_then_who_had_fewer_turns(here: Ground) -> None:
    visit = ground.visit(ground.request(here))
    for day in (date(2026, 11, 17), date(2026, 11, 18)):
        before = make.AT - timedelta(days=9)
        ground.visit(ground.request(here, day), state="agreed", provider=here.chiyo, decided_at=before)
    assert names(visit) == ["青木 千代", "森 五郎"]
    assert "ひなたさんと 2回 会っています" in of(visit, here.chiyo).reasons
    other = Child.objects.create(member=here.tamotsu, call_name="つばさ", born_on=date(2018, 5, 1))
    unknown = ground.request(here, date(2026, 11, 26))
    unknown.children.set([other])
    assert names(ground.visit(unknown)) == ["森 五郎", "青木 千代"]
    assert "その月 2回（みんなは 平均 1回）" in of(visit, here.chiyo).reasons


def test_the_same_school_and_the_familys_wish(here: Ground) -> None:
    Child.objects.create(
        member=here.goro, call_name="あおい", born_on=date(2017, 5, 1), school="みほん小学校"
    )
    plain = ground.visit(ground.request(here))
    assert names(plain) == ["森 五郎", "青木 千代"]
    wished = ground.visit(ground.request(here, date(2026, 11, 26), wished=here.chiyo))
    assert names(wished) == ["青木 千代", "森 五郎"]


def test_a_yes_comes_first_and_a_no_is_left_out(here: Ground) -> None:
    visit = ground.visit(ground.request(here))
    for who, answer in ((here.goro, "yes"), (here.chiyo, "no")):
        Ask.objects.create(
            visit=visit, member=who, batch="B", sent_at=make.AT, answer=answer, answered_at=make.AT
        )
    assert names(visit) == ["森 五郎"]
    assert of(visit, here.chiyo).why_not == "今回は むずかしいと 返事が ありました。"
    assert board.unmet_reason(visit, make.AT) == UnmetReason.NOBODY_FREE


def test_what_the_database_knows_stands_against_it(here: Ground) -> None:
    visit = ground.visit(ground.request(here, needs_car=True))
    assert of(visit, here.goro).code == "car"
    CourseTaken.objects.filter(member=here.goro, course__kind="safety").delete()
    assert of(visit, here.goro).why_not == "講習：事故防止講習が まだ。"
    Ruling.objects.create(visit=visit, member=here.chiyo, verdict="forbid", ruled_at=make.AT)
    assert of(visit, here.chiyo).code == "forbidden"
    assert board.unmet_reason(visit, make.AT) == UnmetReason.NOBODY_FREE


def test_too_far_on_foot_but_near_by_car(here: Ground) -> None:
    Member.objects.filter(pk=here.tamotsu.pk).update(lat=34.7960)  # 3 km to the north
    visit = Visit.objects.get(pk=ground.visit(ground.request(here)).pk)
    assert of(visit, here.goro).code == "far"
    assert of(visit, here.chiyo).minutes == 12
    assert any("車で 12分（めやす）" in one for one in of(visit, here.chiyo).reasons)


def test_who_is_left_out_stands_behind_and_who_could_waive_it_before_who_could_not(here: Ground) -> None:
    visit = ground.visit(ground.request(here, starts=time(9), ends=time(10)))
    ground.member(here.centre, 9, "本田 誠", kind="provider")
    found = board.candidates(visit, make.AT)
    assert [one.code for one in found] == ["not_free", "not_free", "no_profile"]


def test_a_held_meeting_is_not_due_again(here: Ground) -> None:
    Meeting.objects.create(
        child=here.child, provider=here.chiyo, content="after_school", nendo=2026, state="held",
        held_on=date(2026, 10, 1),
    )  # fmt: skip
    visit = ground.visit(ground.request(here))
    assert "事前打合せが まだです" not in of(visit, here.chiyo).reasons


def test_why_a_plan_has_nobody() -> None:
    out = [Candidate(Member(), why_not="x", code=code) for code in ("not_free", "not_free", "far", "kind")]
    assert board.nobody_words(out) == ["2人は この時間は 動けません", "1人は 家が 遠いです"]
    assert board.nobody_words([]) == ["提供会員が まだ いません"]
    assert "できる人は 1人" in board.nobody_words([Candidate(Member()), *out])[0]


def statements(visit: Visit) -> int:
    with CaptureQueriesContext(connection) as asked:
        board.candidates(visit, make.AT)
        board_week.week(visit.request.member.centre, MONDAY, make.AT)
    return len(asked)


def test_more_providers_and_visits_ask_no_more_questions(here: Ground) -> None:
    few = ground.visit(ground.request(here))
    ground.agreed(ground.request(here, date(2026, 11, 26)), here.goro)
    before = statements(few)
    for number in range(4, 8):
        ground.provider(here.centre, number, f"人 {number}号")
    ground.visit(ground.request(here, date(2026, 11, 27)))
    ground.agreed(ground.request(here, date(2026, 11, 26)), here.chiyo)
    assert statements(few) == before
