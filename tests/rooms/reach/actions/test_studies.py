"""Studies: asked for, worked out, kept, thinned, let go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.reach import tasks
from ibasho.rooms.reach.actions import studies
from ibasho.rooms.reach.models import Plan, Study
from ibasho.rooms.reach.queries import studies as kept
from ibasho.rooms.reach.queries.figures import Limits
from ibasho.rooms.reach.rules.layers import Blank
from ibasho.rooms.reach.rules.scenarios import Scenario
from ibasho.rooms.reach.rules.summary import Look, picture
from ibasho.town.areas.models import ClubCount, Population
from tests import make
from tests.people import Cast, cast
from tests.rooms.reach import town

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def aoi(people: Cast) -> Actor:
    return people.by(people.aoi)


@pytest.fixture
def here() -> Iterator[town.Town]:
    yield town.lay()
    town.forget()


def ask(by: Actor, **fields: object) -> Study:
    known = {"scenario": Scenario.TERM, "near": make.TUESDAY, "by": by, "at": make.AT}
    return studies.ask(**{**known, **fields})  # type: ignore[arg-type]


def test_a_study_without_people_is_refused_and_says_what_to_load(aoi: Actor) -> None:
    town.forget()
    with pytest.raises(Invalid, match="メッシュ人口"):
        ask(aoi)
    assert not Study.objects.exists()


def test_asking_keeps_the_weeks_and_leaves_the_work_to_a_job(here: town.Town, aoi: Actor) -> None:
    study = ask(aoi, title=" 春に 見せる ")
    assert (study.state, study.title, study.first, study.weeks) == ("waiting", "春に 見せる", make.MONDAY, 4)
    assert Entry.objects.filter(verb="reach.study.ask", object_id=str(study.pk)).exists()
    tasks.study(study.pk)
    study.refresh_from_db()
    assert study.state == Study.State.DONE
    assert study.cells is not None


def test_the_figures_of_a_tiny_town_are_those_worked_out_by_hand(here: town.Town) -> None:
    """虹橋 has 30 + 20 children at a place open on Mondays; the others have nothing near. Monday 23 November is no
    school day: all of 15:00–17:00 fits (home by 16:30: three half-hours); on the others lower grades have three."""
    seen = picture(here.study.summary, Look("primary"))
    assert seen.city.children == pytest.approx(132)
    assert seen.city.blank[Blank.REACHED] == pytest.approx(50)
    assert seen.city.blank[Blank.NOWHERE] == pytest.approx(82)
    rainbow, stars = seen.lines
    assert (rainbow.name, rainbow.unreached) == ("虹橋", 0)
    assert stars.unreached == pytest.approx(82)
    lower = picture(here.study.summary, Look("lower"))
    assert lower.lines[0].hours_each == pytest.approx(1.5)
    assert rainbow.held is True
    assert stars.held is False
    assert seen.held_share == 50


def test_what_the_study_used_is_kept_with_it(here: town.Town) -> None:
    study = here.study
    assert study.settings["paces"]["lower"]["metres"] == 60
    assert study.settings["home"]["lower"]["by"][11] == "16:30"
    assert study.settings["slots_min"] == 1
    assert study.summary["straight"] is True
    assert study.network_version == ""
    assert [source["what"] for source in study.summary["sources"]][1:] == ["道のり", "居場所と あく時間"]


def test_children_in_after_school_care_can_be_left_out(here: town.Town, aoi: Actor) -> None:
    ClubCount.objects.create(
        district_code="M02", stage="lower", children=21, as_of=make.TUESDAY, source="みほん"
    )
    study = studies.run(study=ask(aoi), by=aoi, at=make.AT)
    usual, fewer = (picture(study.summary, Look("lower", without_clubs=flag)) for flag in (False, True))
    assert usual.city.children == pytest.approx(72)
    assert fewer.city.children == pytest.approx(51)
    assert fewer.lines[1].unreached == pytest.approx(21)


def test_running_twice_gives_the_same(here: town.Town, aoi: Actor) -> None:
    first = here.study.summary["figures"]
    assert studies.run(study=here.study, by=aoi, at=make.AT).summary["figures"] == first


def test_a_study_that_breaks_off_says_why(here: town.Town, aoi: Actor) -> None:
    study = ask(aoi)
    Population.objects.all().delete()
    town.forget()
    tasks.study(study.pk)
    study.refresh_from_db()
    assert study.state == Study.State.FAILED
    assert "資料" in study.problem


def test_a_study_that_is_gone_or_done_is_not_begun_again(here: town.Town, aoi: Actor) -> None:
    assert studies.begin(study_id=here.study.pk, by=aoi, at=make.AT) is None
    assert studies.begin(study_id=0, by=aoi, at=make.AT) is None


def test_too_many_waiting_are_refused(here: town.Town, aoi: Actor) -> None:
    for _ in range(studies.WAITING_MAX):
        ask(aoi)
    with pytest.raises(Conflict, match="待って"):
        ask(aoi)


def test_a_plan_is_studied_as_if_it_were_open(here: town.Town, aoi: Actor) -> None:
    asked = {
        "stages": ["lower", "upper"], "purpose": "all", "blocks": ["2-1530-1730"], "budget": 1, "fairness": "usual",
        "per_site": 1, "kinds": [], "closed_places": False, "without_clubs": False, "layer": "usual", "cycle": 1,
        "teams": 1,
    }  # fmt: skip
    plan = make.plan(asked=asked, base=here.study)
    hall = here.stars_hall
    make_opening(plan, hall.name, hall.lat, hall.lng)
    study = studies.run(study=ask(aoi, plan=plan), by=aoi, at=make.AT)
    seen = picture(study.summary, Look("primary"))
    assert seen.city.blank[Blank.REACHED] == pytest.approx(130)
    assert kept.latest() == here.study  # what might be is not what is


def make_opening(plan: Plan, name: str, lat: float, lng: float) -> None:
    plan.openings.create(name=name, lat=lat, lng=lng, weekday=2, starts="15:30", ends="17:30")


def test_a_study_can_be_named_and_deleted_but_not_from_under_a_plan(here: town.Town, aoi: Actor) -> None:
    study = here.study
    assert studies.name(study=study, title="議会へ", by=aoi, at=make.AT).title == "議会へ"
    make.plan(base=study)
    with pytest.raises(Conflict, match="計画"):
        studies.delete(study=study, by=aoi, at=make.AT)
    Plan.objects.all().delete()
    studies.delete(study=study, by=aoi, at=make.AT)
    assert not Study.objects.exists()


def test_the_nightly_job_studies_only_what_has_changed(here: town.Town) -> None:
    assert studies.refresh(by=town.JOB, at=make.AT) is None
    make.weekly(here.midori, 3)
    fresh = studies.refresh(by=town.JOB, at=make.AT)
    assert fresh is not None
    assert (fresh.title, fresh.asked_by_id) == ("", None)


def test_without_people_the_nightly_job_rests() -> None:
    town.forget()
    assert studies.refresh(by=town.JOB, at=make.AT) is None


def test_old_automatic_studies_leave_one_a_month_and_named_ones_stay(here: town.Town) -> None:
    long_ago = make.AT - timedelta(days=100)
    old = [make.study(asked_at=long_ago + timedelta(days=day)) for day in (0, 1, 2)]
    named = make.study(asked_at=long_ago, title="残す")
    studies.refresh(by=town.JOB, at=make.AT)
    left = set(Study.objects.values_list("pk", flat=True))
    assert left & {one.pk for one in old} == {old[2].pk}
    assert named.pk in left


def test_a_study_whose_job_died_is_given_up_at_night_and_no_page_waits_for_it(here: town.Town) -> None:
    died = make.study(asked_at=make.AT - kept.STUCK, state=Study.State.RUNNING)
    waits = make.study(asked_at=make.AT - timedelta(minutes=1))
    assert list(kept.running(make.AT)) == [waits]
    studies.refresh(by=town.JOB, at=make.AT)
    died.refresh_from_db()
    waits.refresh_from_db()
    assert (died.state, waits.state) == (Study.State.FAILED, Study.State.WAITING)
    assert "もう一度" in died.problem


def test_whoever_tries_other_limits_out_does_not_change_the_figures_of_the_city(
    here: town.Town, aoi: Actor
) -> None:
    tried = studies.run(study=ask(aoi, limits=Limits(slots_min=20)), by=aoi, at=make.AT)
    assert kept.latest() == tried
    assert kept.latest_usual() == here.study
    make.weekly(here.midori, 3)
    studies.run(study=ask(aoi, limits=Limits(seats_min=0)), by=aoi, at=make.AT)
    assert studies.refresh(by=town.JOB, at=make.AT) is not None  # the night looks at the usual one


def test_the_month_of_an_automatic_study_is_that_of_the_city_not_of_greenwich(here: town.Town) -> None:
    """04:30 of the first of June is the evening of 31 May elsewhere."""
    june = make.AT.replace(month=6, day=1, hour=4, minute=30).astimezone(UTC)
    may = make.study(asked_at=june - timedelta(days=1))
    first = make.study(asked_at=june)
    assert not kept.old(make.TUESDAY).exists()
    assert {may.pk, first.pk} <= set(kept.automatic().values_list("pk", flat=True))


def test_a_study_of_people_who_were_taken_out_is_not_worked_out_with_others(
    here: town.Town, aoi: Actor
) -> None:
    future = town.people((town.STARS, "M02", {"lower": 7}), kind="projection", year=2050, current=False)
    done, waits = (ask(aoi, population=future) for _again in range(2))
    studies.run(study=done, by=aoi, at=make.AT)
    future.delete()
    assert kept.latest_usual() == here.study  # 2050 is not the city as it is
    tasks.study(waits.pk)
    waits.refresh_from_db()
    assert waits.state == Study.State.FAILED
    assert "資料" in waits.problem


def test_a_study_somebody_else_deleted_is_gone_with_a_sentence(here: town.Town, aoi: Actor) -> None:
    study = make.study()
    Study.objects.filter(pk=study.pk).delete()
    for deed in (studies.run, studies.delete):
        with pytest.raises(NotFound, match="もう ありません"):
            deed(study=study, by=aoi, at=make.AT)


def test_a_real_week_whose_days_are_not_made_yet_is_refused(here: town.Town, aoi: Actor) -> None:
    far = make.TUESDAY + timedelta(days=130)
    with pytest.raises(Invalid, match="週だけ"):
        ask(aoi, scenario=Scenario.WEEK, near=far)
    assert ask(aoi, scenario=Scenario.WEEK, near=make.TUESDAY + timedelta(days=100)).weeks == 1
    assert ask(aoi, near=far).weeks == 4  # by the rules any weeks can be known
