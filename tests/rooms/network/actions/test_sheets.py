"""実態把握: 椿 hears a group and types it in; the year counts what troubles whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.base.kernel.facts import Mark
from ibasho.base.kernel.nendo import nendo
from ibasho.base.ports import pdf
from ibasho.rooms.network.actions import sheets
from ibasho.rooms.network.facts import issues as facts
from ibasho.rooms.network.models import Sheet
from ibasho.rooms.network.queries import sheet_papers, sheets_waiting
from ibasho.rooms.network.queries import sheets as queries
from ibasho.rooms.network.rules.kinds import How, Issue
from ibasho.rooms.network.rules.sheet import Filled
from ibasho.town.people.models import Organisation
from tests import make
from tests.people import Cast, cast
from tests.rooms.network import ground

pytestmark = pytest.mark.django_db
AT, TODAY = ground.AT, clock.day(ground.AT)
DAY = timedelta(days=1)
FILLED = Filled(
    TODAY, How.VISIT, {"trouble": "手伝う人が 2人しか いない"}, "代表", {"people": "2人だけ", "food": ""}
)


@pytest.fixture
def people() -> Cast:
    """The groups were there before."""
    made = cast()
    Organisation.objects.update(created_at=make.AT - 300 * DAY)
    return made


def write(people: Cast, group: Organisation | None = None, at: datetime = AT) -> Sheet:
    return sheets.write(
        organisation=group or people.midori, filled=FILLED, by=people.by(people.tsubaki), at=at
    )


def test_tsubaki_types_a_sheet_in_and_the_journal_keeps_no_word_of_it(people: Cast) -> None:
    made = write(people)
    assert (made.nendo, made.version) == (2026, 1)
    entry = Entry.objects.get(verb="network.sheet.write")
    assert entry.data["issues"] == ["food", "people"] and "2人" not in str(entry.data)


@pytest.mark.parametrize("who", ["megumi", "sumi", "tomoe", "hana", "tamotsu"])
def test_nobody_else_does(people: Cast, who: str) -> None:
    made, by = write(people), people.by(getattr(people, who))
    for deed in (
        lambda: sheets.write(organisation=people.midori, filled=FILLED, by=by, at=AT),
        lambda: sheets.change(sheet=made, filled=FILLED, by=by, at=AT),
        lambda: sheets.drop(sheet=made, by=by, at=AT),
    ):
        with pytest.raises(NotFound):
            deed()


def test_a_sheet_is_changed_until_the_nendo_ends(people: Cast) -> None:
    made, by = write(people), people.by(people.aoi)
    other = Filled(TODAY, How.PHONE, {"wish": "場所の 紹介"}, "", {"space": ""})
    sheets.change(sheet=made, filled=other, by=by, at=AT)
    made.refresh_from_db()
    assert made.answers == {"wish": "場所の 紹介"} and [one.code for one in made.issues.all()] == ["space"]
    last_year = ground.sheet(people, on=TODAY.replace(month=3), nendo=2025)
    with pytest.raises(Conflict):
        sheets.change(sheet=last_year, filled=other, by=by, at=AT)
    with pytest.raises(Conflict):  # nor is one carried into a year that is over
        sheets.change(sheet=made, filled=replace(other, on=TODAY.replace(month=3)), by=by, at=AT)


def test_the_wrong_group_is_dropped_within_a_day(people: Cast) -> None:
    made, by = write(people), people.by(people.aoi)
    with pytest.raises(Conflict):
        sheets.drop(sheet=made, by=by, at=AT + 2 * DAY)
    sheets.drop(sheet=made, by=by, at=AT + timedelta(hours=3))
    assert not Sheet.objects.exists()


def test_the_year_says_who_was_heard_and_who_is_to_be_called(people: Cast) -> None:
    write(people)
    write(people)
    call = ground.contact_person(people, organisation=people.aozora, name="空井")
    found = queries.year(2026)
    assert (found.heard, found.asked) == (1, 2)
    assert [(one.organisation, one.call, one.phone) for one in found.unheard] == [
        (people.aozora, call, "051-000-0009")
    ]
    named = {one.issue: [group.name for group in one.groups] for one in found.issues if one.groups}
    assert named == {Issue.PEOPLE: ["みどり食堂の会"], Issue.FOOD: ["みどり食堂の会"]}
    assert queries.year(2024).asked == 0


def test_facts_say_of_how_many_groups_and_whether_of_all(people: Cast) -> None:
    assert facts.FACTS["issue_people"](TODAY).value is None
    write(people)
    one = facts.FACTS["issue_people"](TODAY)
    assert (one.value, one.n, one.unit) == (1, 1, "団体") and Mark.PARTIAL in one.marks
    write(people, people.aozora)
    assert Mark.PARTIAL not in facts.FACTS["issue_people"](TODAY).marks
    assert facts.FACTS["groups_heard"](TODAY).value == 2 and facts.FACTS["issue_money"](TODAY).value == 0


def test_nothing_answered_is_no_sheet(people: Cast) -> None:
    with pytest.raises(Invalid):
        sheets.write(
            organisation=people.midori, filled=Filled(TODAY, How.VISIT, {}), by=people.by(people.mado), at=AT
        )


def test_the_empty_paper_has_two_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "render", lambda *args: pdf.pictures(*args, ppi=20))
    assert len(sheet_papers.empty(TODAY)) == 2


def test_in_the_last_quarter_who_was_not_heard_waits(people: Cast) -> None:
    write(people)
    january = clock.at(TODAY.replace(year=2027, month=1, day=5), AT.time())
    assert sheets_waiting.waiting_for(people.by(people.tsubaki), AT) == []
    (line,) = sheets_waiting.waiting_for(people.by(people.tsubaki), january)
    assert (line.count, line.href) == (1, "/desk/network/sheets/#unheard")
    assert sheets_waiting.waiting_for(people.by(people.hana), january) == []


def test_a_group_that_ended_is_neither_heard_nor_to_hear(people: Cast) -> None:
    for group in (people.midori, people.aozora, people.council):
        write(people, group)
    Organisation.objects.filter(pk=people.aozora.pk).update(is_active=False)
    heard, named = facts.groups_heard(TODAY), facts.issue(TODAY, code=Issue.PEOPLE)
    assert (heard.value, heard.n, named.value, named.n) == (1, 1, 1, 1)
    year = queries.year(nendo(TODAY))
    assert (year.heard, year.asked, len(year.sheets)) == (1, 1, 3)
    assert [one.groups for one in queries.issues(year.nendo) if one.issue is Issue.PEOPLE] == [
        [people.midori]
    ]
