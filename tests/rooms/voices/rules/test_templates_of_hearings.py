"""The hearings to start from: every word written, every kanji readable aloud, ready to open."""

from __future__ import annotations

from datetime import date

import pytest

from ibasho.base.ui import furigana
from ibasho.rooms.voices.forms.questions import PICTURES
from ibasho.rooms.voices.rules import hearings as rules
from ibasho.rooms.voices.rules import templates_of_hearings as templates
from ibasho.rooms.voices.rules import wordings
from ibasho.rooms.voices.rules.kinds import (
    PLACE_PEOPLE,
    Access,
    Method,
    Moment,
    QuestionKind,
    Respondent,
    Wording,
)
from ibasho.rooms.voices.rules.templates_of_hearings import Template
from ibasho.town.places.rules.features import FEATURE_LABELS

TODAY = date(2026, 11, 24)
ALL = templates.all_of_them()
each = pytest.mark.parametrize("template", ALL, ids=[one.code for one in ALL])


@each
def test_it_lacks_nothing_but_its_two_steps(template: Template) -> None:
    told = template.on(TODAY)
    sheet = rules.Sheet(
        respondents=told["respondents"], stages=told.get("stages", ()), methods=told["methods"],
        child_purpose=told["child_purpose"], policy=told["policy"], opens_on=told["opens_on"],
        closes_on=told["closes_on"], doors=1, prepared=True,
        questions=[
            rules.Asked(one.kind, one.words, [choice.words for choice in one.choices], one.asked, one.picks_max)
            for one in template.questions
        ],
    )  # fmt: skip
    assert [one.lacking for one in rules.checklist(sheet, today=TODAY) if not one.done] == []


@each
def test_its_codes_are_known_and_its_pictures_are_there(template: Template) -> None:
    told = template.values
    assert set(told["methods"]) <= set(Method)
    assert set(told["respondents"]) <= set(Respondent)
    assert told["moment"] in set(Moment)
    assert told.get("access", "open") in set(Access)
    known = {name for name, _ in PICTURES}
    for one in template.questions:
        assert one.kind in set(QuestionKind)
        assert set(one.words) <= set(Wording)
        rules.check_question(one.kind, one.picks_max, len(one.choices))
        assert {choice.picture for choice in one.choices} <= known
        assert {choice.wish for choice in one.choices if choice.wish} <= set(FEATURE_LABELS)


@each
def test_everything_can_be_read_aloud(template: Template) -> None:
    texts = [str(template.values[name]) for name in ("child_title", "child_purpose")]
    for one in template.questions:
        for words in (one.words, one.helps, *(choice.words for choice in one.choices)):
            texts += words.values()
    assert [text for text in texts if furigana.unread(text)] == []


@each
def test_words_are_short_enough_to_be_kept(template: Template) -> None:
    for one in template.questions:
        assert max(map(len, one.words.values())) <= rules.WORDS_MAX
        assert max(map(len, one.helps.values()), default=0) <= rules.HELPS_MAX
        for choice in one.choices:
            assert max(map(len, choice.words.values())) <= rules.CHOICE_WORDS_MAX


def test_shop_farmer_group_and_supporter_are_each_asked_in_their_own_words() -> None:
    partners = templates.find("partners")
    assert partners is not None
    for one in partners.questions:
        read = {wordings.text(one.words, wordings.wording_of(who, "")) for who in PLACE_PEOPLE}
        assert len(read) == len(PLACE_PEOPLE)


def test_the_wishes_of_the_stall_are_things_of_places() -> None:
    stall = templates.find("stall")
    assert stall is not None
    wished = {choice.wish for choice in stall.questions[0].choices}
    assert {"games", "tv", "dagashi", "table_tennis", "active_play", "wifi"} <= wished
    assert templates.find("nothing-like-it") is None
