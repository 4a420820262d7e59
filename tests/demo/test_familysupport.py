"""ファミリーサポート in the demo: ten open requests, a week solved with reasons after one refusal, months that add up."""

from __future__ import annotations

from typing import Any

from demo.loading.chapters import familysupport
from demo.loading.work import Work
from ibasho.rooms.familysupport.models import Ask, Member, Month, Plan, Report, Request, Tariff, Visit
from ibasho.rooms.familysupport.rules.kinds import MonthState, RequestState, VisitState
from tests.demo.loaded import work_of

work = work_of(familysupport.load, says="つぎの週")


def test_ten_requests_wait_and_the_week_is_solved_with_reasons(work: Work, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        waiting = Request.objects.filter(state=RequestState.OPEN, visits__state=VisitState.OPEN).distinct()
        assert waiting.count() == 10
        plan = Plan.objects.latest("solved_at", "pk")
        assert plan.facts["served"] == plan.facts["served_bound"]
        assert plan.facts["proven"]
        assert 0 < plan.facts["served"] < plan.proposals.count()
        assert all(one.reasons for one in plan.proposals.all())


def test_who_said_no_is_not_proposed_again_and_somebody_else_is(work: Work, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        refused = Ask.objects.get(answer="no")
        first, second = Plan.objects.order_by("solved_at", "pk")
        assert first.proposals.get(visit=refused.visit).member == refused.member
        assert second.proposals.get(visit=refused.visit).member != refused.member


def test_a_provider_whose_course_ran_out_is_never_proposed(work: Work, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        lapsed = Member.objects.get(name="凪沢 ひさこ")
        plan = Plan.objects.latest("solved_at", "pk")
        assert not plan.proposals.filter(member=lapsed).exists()


def test_what_the_family_the_city_and_the_provider_see_is_the_same_yen(
    work: Work, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock():
        last = Month.objects.latest("first")
        assert last.state == MonthState.CLOSED
        held = Report.objects.filter(top_up__month=last)
        for one in last.top_ups.all():
            own = [report for report in held if report.top_up_id == one.pk]
            assert one.city_yen == sum(report.city_yen for report in own) > 0
            assert one.user_yen == sum(report.user_yen for report in own) > 0


def test_the_rise_came_with_april(work: Work, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        before, now = Tariff.objects.order_by("valid_from")
        assert before.valid_until is not None
        assert (before.valid_until.month, now.valid_from.month) == (3, 4)
        assert before.body["bands"][0]["rates"][0]["city"] < now.body["bands"][0]["rates"][0]["city"]
        assert Visit.objects.filter(state=VisitState.UNMET).exists()
