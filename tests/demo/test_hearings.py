"""The voices of the demo: the deck's survey as published, one theme from a child's words to what was done, and nobody's danger in the box."""

from __future__ import annotations

from typing import Any

from django.test import Client

from demo import city as model
from demo.chapters import hearings as told_hearings
from demo.loading.chapters import hearings
from demo.loading.work import Work
from ibasho.base.kernel import clock
from ibasho.base.kernel.facts import Span
from ibasho.base.kernel.nendo import nendo
from ibasho.rooms.voices import facts
from ibasho.rooms.voices.models import Answer, Envelope, Hearing, Opinion, Theme
from ibasho.rooms.voices.queries import counts
from ibasho.rooms.voices.rules.kinds import Respondent
from ibasho.town.concerns.models import Concern
from tests import make
from tests.demo.loaded import work_of
from tests.reading import words

SURVEY = "けっトラ市 アンケート（居場所に あったらいいもの）"


work = work_of(hearings.load, says="きいた回 7")


def test_the_survey_of_the_plan_gives_what_was_published_and_no_more(
    work: Work, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock():
        survey = Hearing.objects.get(title=SURVEY)
        heads: dict[str, int] = {}
        for (respondent, _stage, _district), number in counts.heads(survey).items():
            heads[respondent] = heads.get(respondent, 0) + number
        assert heads == {Respondent.CHILD: 37, Respondent.PARENT: 82}
        assert sum(heads.values()) == survey.figures.get(is_total=True).value == 119
        wishes = survey.figures.exclude(wish="")
        assert [one.wish for one in wishes] == ["games", "tv", "dagashi", "table_tennis", "wifi"]
        assert all(one.value is None for one in wishes), "no number was published for any of them"
        page = Client().get(f"/voices/ask/{survey.public_id}/results/").content.decode()
        assert all(number in page for number in ("37", "82", "119"))


def test_every_answer_was_poured_and_the_vote_shows_itself(work: Work, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        drawn = model.build(today=clock.day(make.AT)).hearings
        vote = Hearing.objects.get(title="こども計画 基本理念の 投票")
        assert not Envelope.objects.exists()
        assert Answer.objects.filter(hearing=vote).count() == sum(len(one.votes) for one in drawn.classes)
        assert vote.releases.filter(kind="live", state="released").exists()


def test_children_judge_the_places_in_the_words_of_every_year(work: Work, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        drawn = model.build(today=clock.day(make.AT)).hearings.judged
        assert len(drawn) >= 30 and len({one.district for one in drawn}) > 3
        span = Span.of(nendo(clock.day(make.AT)), clock.day(make.AT))
        found = facts.YEAR["own_place"](span)
        yes = sum(one.said == 0 for one in drawn)
        assert (found.n, found.value) == (len(drawn), round(100 * yes / len(drawn), 1))
        told = facts.TABLES["evaluations"](span)
        assert [row.label.rpartition("：")[2] for row in told.rows] == ["はい", "いいえ", "わからない"]
        assert all(count.value is not None for row in told.rows for count in row.facts), (
            "nothing has to be hidden"
        )


def test_a_child_finds_its_theme_again_by_the_slip(work: Work, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        code = model.build(today=clock.day(make.AT)).hearings.on_show
        page = Client().post("/voices/slip/", {"code": code}, follow=True)
        assert "たっきゅう台" in words(page)
        theme = Theme.objects.get(title="雨の日に からだを 動かせる道具")
        assert theme.groupings.count() == 5
        assert theme.done.get().place.name == "みほん児童交流館"  # type: ignore[union-attr]
        assert {one.way for one in theme.told.all()} == {"page", "poster"}


def test_what_a_child_wrote_of_danger_is_with_the_centre_alone(work: Work, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        assert Concern.objects.count() == 1
        assert not Opinion.objects.filter(words__contains="たたかれる").exists()
        assert Opinion.objects.filter(words="しぬほど たのしかった！また くる").exists(), "joy is no danger"


def test_one_theme_is_late_and_says_so(work: Work, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        late = Theme.objects.get(title="夜中も 開いている場所")
        assert not late.decisions.exists()
        assert late.answer_by <= clock.day(make.AT)


def test_the_same_seed_says_the_same(work: Work) -> None:
    today = clock.day(make.AT)
    assert told_hearings.build(model.SEED, today) == told_hearings.build(model.SEED, today)
