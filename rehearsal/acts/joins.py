"""Where one room's deed is another's news: an hour is added and studied again, a wished thing comes, who was not helped
says where the child went. The other three joins (soup, holiday, short roster) happen in the acts of their rooms; how often
each happened is counted afterwards (`rehearsal.joins`)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import partial

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.actions import unmet_ends
from ibasho.rooms.familysupport.models import Visit
from ibasho.rooms.familysupport.queries import nearby
from ibasho.rooms.familysupport.rules.kinds import UnmetEnd, VisitState
from ibasho.rooms.reach.actions import studies
from ibasho.rooms.reach.models import Study
from ibasho.rooms.reach.rules.scenarios import Scenario
from ibasho.rooms.voices.actions import doing
from ibasho.rooms.voices.models import Done, Theme
from ibasho.rooms.voices.rules.kinds import Verdict
from ibasho.town.people.models import Organisation
from ibasho.town.places.actions import places
from ibasho.town.places.models import Place
from ibasho.town.places.rules.kinds import PlaceKind
from ibasho.town.places.rules.opening import Opening, Pattern
from rehearsal.stage import Stage

NAME = "joins"
SHARE = 0.01
STUDIED_ON, OPENED_ON, AGAIN_ON = 60, 61, 62  # days of the year
DONE_ON = 8  # of a month: what the city said yes to stands there
HOURS = (time(14), time(16, 30))
SATURDAY = 5
DAY = timedelta(days=1)
TOLD_MAX = 20  # families a day


def day(stage: Stage) -> None:
    if stage.number in (STUDIED_ON, AGAIN_ON):
        stage.when(stage.at(6, 40), partial(_study, stage))
    if stage.number == OPENED_ON:
        stage.when(stage.at(11), partial(_open_longer, stage))
    if stage.is_day(month_day=DONE_ON):
        stage.when(stage.at(15, 30), partial(_done, stage))
    stage.when(stage.at(19), partial(_say_how_it_ended, stage))


def _study(stage: Stage, at: datetime) -> None:
    asked = stage.do(
        "joins.study", studies.ask, scenario=Scenario.TERM, near=stage.day, by=stage.cast.officer, at=at
    )
    if isinstance(asked, Study):
        stage.do("joins.study_run", studies.run, study=asked, by=stage.cast.officer, at=at)


def _open_longer(stage: Stage, at: datetime) -> None:
    """The learning place that is open least adds its Saturdays."""
    found = [
        one
        for one in Place.objects.filter(state=Place.State.PUBLISHED, kind=PlaceKind.STUDY)
        if one.opening_rules.exists()
    ]
    if not found:
        return
    place = min(found, key=lambda one: (one.opening_rules.count(), one.pk))
    rules = [one.as_opening() for one in place.opening_rules.all()]
    more = Opening(Pattern.WEEKLY, weekdays=frozenset({SATURDAY}), starts=HOURS[0], ends=HOURS[1])
    by = stage.cast.runs(place.organisation_id)
    stage.do("joins.open", places.change, place=place, values={}, openings=[*rules, more], by=by, at=at)


def _done(stage: Stage, at: datetime) -> None:
    """A thing that was wished for and promised comes to a place of the city that has none."""
    promised = Theme.objects.filter(decisions__verdict__in=[Verdict.REFLECT, Verdict.PARTLY], dropped_on=None)
    for theme in promised.exclude(wish="").filter(done=None).distinct().order_by("pk"):
        mine = Place.objects.filter(state=Place.State.PUBLISHED, organisation__kind=Organisation.Kind.CITY)
        place = mine.exclude(features__contains=[theme.wish]).order_by("pk").first()
        if place is None:
            continue
        values = {
            "on": clock.day(at), "words": "居場所に 置きました。", "child_words": "きました。つかって みてね。", "place": place,
            "line_code": "", "photo_alt": "",
        }  # fmt: skip
        row = stage.do("joins.done", doing.report, theme=theme, values=values, by=stage.cast.officer, at=at)
        if isinstance(row, Done):
            stage.do("joins.entry", doing.put_in_entry, done=row, by=stage.cast.officer, at=at)


def _say_how_it_ended(stage: Stage, at: datetime) -> None:
    """Who was not helped goes to an open place near by where there is one, else somebody of the family stays."""
    missed = Visit.objects.filter(state=VisitState.UNMET, unmet_end="", day=stage.day).order_by("pk")
    for visit in missed[:TOLD_MAX]:
        how = UnmetEnd.PLACE if nearby.instead(visit, at).places else UnmetEnd.OWN
        stage.do("joins.ended", unmet_ends.tell, visit=visit, how=how, by=stage.cast.adviser, at=at)
