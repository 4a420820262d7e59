"""葵 reads the year map, narrows it, opens a line and a section; a citizen sees the same without what is inside."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.front.reports.actions import lines, todos
from ibasho.front.reports.models import Decision, Issue, Line, Pilot, Todo
from ibasho.front.reports.rules.kinds import LineState
from ibasho.rooms.network.rules.kinds import Issue as Tag
from ibasho.town.places.models import Place
from tests import make
from tests.front.reports.ground import deck
from tests.people import Cast, cast
from tests.reading import words
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
NOW = clock.now()


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def aoi(client: Client, people: Cast) -> Client:
    return sign_in(client, people.aoi)


def of(name: str, *told: str) -> str:
    return reverse(f"reports:{name}", args=told)


def tried(line: Line, **more: Any) -> Pilot:
    kept: dict[str, Any] = {
        "title": "あそび場ＩＮカケショク", "aim": "平日に ひらいて みる", "begins_on": date(2024, 2, 16), "state": "judged",
        "result_words": "見守る人が 足りなかった", "made_at": make.AT, "changed_at": make.AT, **more,
    }  # fmt: skip
    return Pilot.objects.create(line=line, **kept)


def test_a_city_without_a_plan_is_told_how_to_begin(aoi: Client) -> None:
    told = words(aoi.get(of("desk_plan")))
    assert "事業が まだ ありません" in told
    assert "計画の ことばが まだ ありません" in told
    assert "まだ ありません" in words(Client().get(of("plan")))


def test_the_map_shows_every_year_and_line_of_the_deck(aoi: Client, people: Cast) -> None:
    deck(people)
    told = words(aoi.get(of("desk_plan")))
    for said in (
        "令和5年度",
        "令和6年度",
        "令和7年度",
        "令和8年度",
        "平日のカケショク開放",
        "児童館・児童交流館などの充実",
    ):
        assert said in told


def test_marks_tell_what_was_tried_and_decided(aoi: Client, people: Cast) -> None:
    line = deck(people)["R5-3-2"]
    tried(line)
    Issue.objects.create(line=line, tag=Tag.choices()[0][0], words="見守りの 人手", source="pilot", found_on=date(2024, 3, 1), made_at=make.AT)  # fmt: skip
    Decision.objects.create(
        line=line, kind="change", reason="平日に", decided_on=date(2024, 3, 2), made_at=make.AT
    )
    told = words(aoi.get(of("desk_plan")))
    assert "試行課題 1かえて つづける" in told


def test_narrowed_to_a_goal_the_table_holds_its_lines_alone(aoi: Client, people: Cast) -> None:
    deck(people)
    told, _, goals = words(aoi.get(of("desk_plan"), {"goal": "k5", "nendo": "2025"})).partition(
        "計画の ことばと、"
    )
    assert "子育て支援拠点事業の出張開設" in told and "活動の周知啓発" not in told
    assert "活動の周知啓発" in goals
    assert "あてはまる 事業が ありません" in words(aoi.get(of("desk_plan"), {"goal": "k5", "nendo": "2023"}))


def test_a_word_that_is_not_in_the_list_narrows_nothing(aoi: Client, people: Cast) -> None:
    deck(people)
    assert "活動の周知啓発" in words(aoi.get(of("desk_plan"), {"goal": "zzz", "nendo": "never"}))


def test_a_year_without_lines_says_so(aoi: Client, people: Cast) -> None:
    deck(people)
    assert "令和9年度まだ ありません" in words(aoi.get(of("desk_plan")))


def test_a_goal_without_line_or_indicator_is_warned_of(aoi: Client, people: Cast) -> None:
    row = deck(people)["R7-6-5"]
    told = words(aoi.get(of("desk_plan")))
    assert "しるしが ない" not in told
    goal = row.goals.get(code="k5")
    goal.indicators.clear()
    goal.lines.clear()
    told = words(aoi.get(of("desk_plan")))
    assert "しるしが ない" in told and "事業が ない" in told
    goal.until_nendo = 2024
    goal.save()
    assert "しるしが ない" not in words(aoi.get(of("desk_plan")))


@pytest.mark.parametrize("kind", ["csv", "xlsx", "csv-cp932"])
def test_the_table_goes_out_as_a_file(aoi: Client, people: Cast, kind: str) -> None:
    deck(people)
    answer = aoi.get(of("desk_plan"), {"format": kind, "nendo": "2025"})
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]


def test_a_line_is_written_changed_and_moved(aoi: Client, people: Cast) -> None:
    deck(people)
    told = {
        "code": "R8-1", "nendo": "2026", "title": "自習スペースの 土曜開放", "state": "plan", "goals": ["k1"],
        "lead": people.city.public_id, "others": [people.council.public_id],
    }  # fmt: skip
    assert aoi.post(of("desk_line_new"), told)["Location"] == of("desk_line", "R8-1")
    row = Line.objects.get(code="R8-1")
    assert {one.code for one in row.indicators.all()} == {
        "study_hours",
        "places_alone",
        "reach_hours_primary",
    }
    edit = {"title": "土曜も 自習スペース", "lead": people.council.public_id, "goals": ["k1", "h3"]}
    assert aoi.post(of("desk_line_edit", "R8-1"), edit).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.parts.get().kind, row.goals.count()) == ("土曜も 自習スペース", "lead", 2)
    aoi.post(of("desk_line_move", "R8-1"), {"to": "run"})
    row.refresh_from_db()
    assert row.state == "run"
    assert aoi.post(of("desk_line_move", "R8-1"), {"to": "nonsense"}).status_code == 404


def test_a_form_that_is_wrong_loses_nothing_typed(aoi: Client, people: Cast) -> None:
    deck(people)
    told = {"code": "R7-6-3", "nendo": "2026", "title": "自習", "words": "土曜日も ひらく", "state": "plan"}
    answer = aoi.post(of("desk_line_new"), told)
    assert "もう 使われています" in words(answer) and "土曜日も ひらく" in answer.content.decode()
    answer = aoi.post(of("desk_line_new"), {**told, "code": "r8", "nendo": "2027", "state": "done"})
    assert "大文字" in words(answer)


def test_carried_on_into_the_next_year(aoi: Client, people: Cast) -> None:
    deck(people)
    assert "つぎの 年度へ つづける" in words(aoi.get(of("desk_line_carry", "R7-6-3")))
    told = {"nendo": "2026", "code": "R8-2", "title": "自習スペース", "words": "つづける", "state": "plan"}
    assert aoi.post(of("desk_line_carry", "R7-6-3"), told)["Location"] == of("desk_line", "R8-2")
    assert Line.objects.get(code="R8-2").follows == Line.objects.get(code="R7-6-3")


def test_dropped_after_a_question_and_only_while_nothing_hangs_on_it(aoi: Client, people: Cast) -> None:
    rows = deck(people)
    assert "消しますか" in words(aoi.get(of("desk_line_drop", "R7-6-5")))
    assert aoi.post(of("desk_line_drop", "R7-6-5"))["Location"] == of("desk_plan")
    aoi.post(of("desk_line_drop", "R6-4-3"))
    assert Line.objects.filter(pk=rows["R6-4-3"].pk).exists()


def test_todos_are_added_ticked_undone_and_dropped(aoi: Client, people: Cast) -> None:
    deck(people)
    page = of("desk_line", "R7-6-3")
    answer = aoi.post(page, {"organisation": people.city.public_id, "words": "", "due_on": "2026-10-01"})
    assert "「すること」を 入れてください" in words(answer)
    aoi.post(page, {"organisation": people.city.public_id, "words": "机を そろえる", "due_on": "2026-10-01"})
    todo = Todo.objects.get()
    assert "机を そろえる" in words(aoi.get(page))
    do = of("desk_todo_do", todo.public_id)
    for wish, is_done in (("done", True), ("undone", False)):
        aoi.post(do, {"do": wish})
        todo.refresh_from_db()
        assert (todo.done_at is not None) is is_done
    assert aoi.post(do, {"do": "dance"}).status_code == 404
    assert aoi.post(do, {"do": "drop", "from": "section"})["Location"].startswith(of("desk_section", people.city.public_id))  # fmt: skip
    assert not Todo.objects.exists()


def test_the_sections_page_begins_with_what_is_late(aoi: Client, people: Cast) -> None:
    line, by = deck(people)["R7-6-3"], people.by(people.aoi)
    for said, due in (("あとで", date(2099, 1, 1)), ("おくれた", date(2024, 1, 1)), ("いつか", None)):
        todos.add(line=line, organisation=people.city, words=said, due_on=due, by=by, at=NOW)
    page, title = of("desk_section", people.city.public_id), "児童館・児童交流館などの充実"
    told = words(aoi.get(page, {"nendo": "2025"}))
    assert told.index("おくれた") < told.index("期限が すぎた") < told.index("あとで") < told.index("いつか")
    assert title in told and title in words(aoi.get(page, {"nendo": "all"}))
    assert title not in words(aoi.get(page))
    assert aoi.get(of("desk_section", people.midori.public_id)).status_code == 404
    assert "いま する しごとは ありません" in words(aoi.get(of("desk_section", people.council.public_id)))


def test_a_reader_of_the_section_ticks_its_own_todo_and_no_other(client: Client, people: Cast) -> None:
    line, by = deck(people)["R7-6-4"], people.by(people.aoi)
    own, other = (
        todos.add(line=line, organisation=one, words="する", due_on=None, by=by, at=NOW)
        for one in (people.council, people.city)
    )
    tsubaki = sign_in(client, people.tsubaki)
    assert tsubaki.post(of("desk_todo_do", own.public_id), {"do": "done"}).status_code == 302
    assert tsubaki.post(of("desk_todo_do", other.public_id), {"do": "done"}).status_code == 404
    assert tsubaki.post(of("desk_todo_do", own.public_id), {"do": "drop"}).status_code == 404
    assert tsubaki.post(of("desk_line", "R7-6-4"), {"words": "x"}).status_code == 404
    assert tsubaki.get(of("desk_line_edit", "R7-6-4")).status_code == 404


@pytest.mark.parametrize("who", ["hana", "ken", "tamotsu"])
def test_strangers_meet_nothing_behind_the_desk(client: Client, people: Cast, who: str) -> None:
    deck(people)
    sign_in(client, getattr(people, who))
    for page in (of("desk_plan"), of("desk_line", "R7-6-3"), of("desk_section", people.city.public_id)):
        assert client.get(page).status_code == 404
    assert client.post(of("desk_line_move", "R7-6-3"), {"to": "run"}).status_code == 404


def test_a_citizen_reads_what_was_tried_and_why_it_goes_on(client: Client, people: Cast) -> None:
    rows = deck(people)
    line = rows["R6-4-3"]
    pilot = tried(line)
    Issue.objects.create(line=line, tag=Tag.choices()[0][0], words="ひみつの 団体の 話", source="sheet", found_on=date(2024, 3, 1), made_at=make.AT)  # fmt: skip
    Decision.objects.create(line=line, pilot=pilot, kind="launch", reason="こどもが よく 来た", decided_on=date(2025, 3, 1), next_line=rows["R7-6-3"], made_at=make.AT)  # fmt: skip
    todos.add(
        line=line,
        organisation=people.city,
        words="内部の しごと",
        due_on=None,
        by=people.by(people.aoi),
        at=NOW,
    )
    told = words(client.get(of("line", "R6-4-3")))
    for said in (
        "あそび場",
        "見守る人が 足りなかった",
        "本稼働",
        "こどもが よく 来た",
        "無料自習スペース",
        Tag.choices()[0][1],
    ):
        assert said in told
    for hidden in ("ひみつの", "内部の しごと", "葵"):
        assert hidden not in told


def test_what_the_city_only_thinks_of_is_not_outside(client: Client, people: Cast) -> None:
    by = people.by(people.aoi)
    row = deck(people)["R7-6-5"]
    idea = lines.carry_on(line=row, nendo=2026, code="R8-9", title="ないしょの 考え", words="", state=LineState.IDEA, by=by, at=NOW)  # fmt: skip
    assert client.get(of("line", "R8-9")).status_code == 404
    assert "ないしょの 考え" not in words(client.get(of("plan")))
    assert "ないしょの 考え" not in words(client.get(of("line", "R7-6-5")))
    lines.move(line=idea, to=LineState.PLANNED, by=by, at=NOW)
    assert "ないしょの 考え" in words(client.get(of("line", "R8-9")))


def test_a_pilot_before_it_began_is_not_outside(client: Client, people: Cast) -> None:
    tried(deck(people)["R7-6-3"], title="まだ ひみつの 試行", state="plan")
    assert "まだ ひみつの" not in words(client.get(of("line", "R7-6-3")))


def test_a_line_whose_place_is_gone_keeps_its_story(aoi: Client, people: Cast) -> None:
    line, place = deck(people)["R7-6-3"], make.place()
    tried(line, place=place)
    Place.objects.filter(pk=place.pk).update(state=Place.State.ENDED)
    assert place.name in words(aoi.get(of("desk_line", "R7-6-3")))
    Pilot.objects.update(place=None)
    assert "あそび場ＩＮカケショク" in words(aoi.get(of("desk_line", "R7-6-3")))


@pytest.mark.parametrize("code", ["R99-1", "r7-6-3", "..", "R7_6"])
def test_nonsense_is_404(client: Client, people: Cast, code: str) -> None:
    assert client.get(f"/plan/{code}/").status_code in (404, 301)
    assert client.get("/plan/R99-1/").status_code == 404
