"""Openings in English and Portuguese, each a whole phrase."""

from __future__ import annotations

import re
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ibasho.town.places.rules.opening import HolidayRule, IrregularCount, Opening, Pattern, Season
from ibasho.town.places.rules.words_abroad import LANGUAGES, describe_abroad
from tests.town.places.rules import openings

SAT, FRI, WED = frozenset({5}), frozenset({4}), frozenset({2})
FROM_11 = {"starts": time(11), "ends": time(13)}
JAPANESE = re.compile("[ぁ-ゖァ-ヺ一-鿿（）、・～]")

SAID = [
    (
        Opening(Pattern.WEEKLY, frozenset({1, 3}), starts=time(15, 30), ends=time(17)),
        "Tue, Thu 15:30–17:00",
        "ter., qui. 15:30–17:00",
    ),
    (
        Opening(Pattern.WEEKLY, frozenset(range(5)), holiday=HolidayRule.CLOSED, **FROM_11),
        "Mon–Fri 11:00–13:00 (closed on public holidays)",
        "seg. a sex. 11:00–13:00 (fechado nos feriados)",
    ),
    (
        Opening(Pattern.WEEKLY, frozenset(range(7)), season=Season.SCHOOL_HOLIDAYS, **FROM_11),
        "every day 11:00–13:00 (only during school holidays)",
        "todos os dias 11:00–13:00 (só nas férias escolares)",
    ),
    (
        Opening(Pattern.WEEKLY, frozenset({6}), holiday=HolidayRule.ALSO, starts=time(10)),
        "Sun and public holidays from 10:00",
        "dom. e feriados a partir das 10:00",
    ),
    (
        Opening(Pattern.WEEKLY, WED, months=frozenset({7, 8}), season=Season.SCHOOL_TERM, ends=time(17)),
        "Wed until 17:00 (in Jul and Aug only, closed during school holidays)",
        "qua. até as 17:00 (só em jul. e ago., fechado nas férias escolares)",
    ),
    (
        Opening(Pattern.WEEKLY, WED, months=frozenset({11, 12, 1}), holiday=HolidayRule.NEXT_DAY, **FROM_11),
        "Wed 11:00–13:00 (Nov–Jan only, on the next day where it is a public holiday)",
        "qua. 11:00–13:00 (só de nov. a jan., se for feriado, no dia seguinte)",
    ),
    (
        Opening(Pattern.WEEKLY, WED, holiday=HolidayRule.ONLY, valid_from=date(2026, 4, 1),
                valid_until=date(2027, 3, 31), **FROM_11),
        "Wed 11:00–13:00 (only on public holidays, from 1 Apr 2026, until 31 Mar 2027)",
        "qua. 11:00–13:00 (só nos feriados, a partir de 1 de abr. de 2026, até 31 de mar. de 2027)",
    ),
    (
        Opening(Pattern.FORTNIGHTLY, SAT, anchor=date(2026, 11, 7)),
        "every two weeks on Sat (counted from the week of 7 Nov 2026, hours not known yet)",
        "a cada duas semanas, sáb. (contando da semana de 7 de nov. de 2026, horário ainda não informado)",
    ),
    (
        Opening(Pattern.MONTHLY_NTH, SAT, nth=(2,), **FROM_11),
        "2nd Sat of the month 11:00–13:00",
        "2º sáb. do mês 11:00–13:00",
    ),
    (
        Opening(Pattern.MONTHLY_NTH, FRI, nth=(1, 3, -1), **FROM_11),
        "1st, 3rd and last Fri of the month 11:00–13:00",
        "1ª, 3ª e última sex. do mês 11:00–13:00",
    ),
    (
        Opening(Pattern.MONTHLY_NTH, frozenset({1, 6}), nth=(4,), **FROM_11),
        "4th Tue and 4th Sun of the month 11:00–13:00",
        "4ª ter. e 4º dom. do mês 11:00–13:00",
    ),
    (
        Opening(Pattern.MONTHLY_DAY, days_of_month=(5, 11, 22), **FROM_11),
        "5th, 11th and 22nd of every month 11:00–13:00",
        "dias 5, 11 e 22 de cada mês 11:00–13:00",
    ),
    (
        Opening(Pattern.MONTHLY_DAY, days_of_month=(1,), **FROM_11),
        "1st of every month 11:00–13:00",
        "dia 1 de cada mês 11:00–13:00",
    ),
    (
        Opening(Pattern.DATES, dates=(date(2026, 11, 3), date(2026, 12, 5)), **FROM_11),
        "Tue 3 Nov 2026; Sat 5 Dec 2026 11:00–13:00",
        "ter. 3 de nov. de 2026; sáb. 5 de dez. de 2026 11:00–13:00",
    ),
    (
        Opening(Pattern.IRREGULAR, frozenset({6}), times=1, per=IrregularCount.PER_MONTH, holiday=HolidayRule.ALSO),
        "once a month, Sun or public holidays",
        "1 vez por mês, dom. ou feriados",
    ),
    (
        Opening(Pattern.IRREGULAR, times=3, per=IrregularCount.PER_YEAR),
        "3 times a year",
        "3 vezes por ano",
    ),
    (
        Opening(Pattern.IRREGULAR, SAT),
        "Sat (perhaps not every week)",
        "sáb. (talvez não toda semana)",
    ),
    (Opening(Pattern.IRREGULAR), "no fixed days", "sem dias fixos"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "english", "portuguese"), SAID)
def test_an_opening_is_a_whole_phrase(rule: Opening, english: str, portuguese: str) -> None:
    assert describe_abroad("en", [rule]) == (english,)
    assert describe_abroad("pt-br", [rule]) == (portuguese,)


def test_hours_of_the_same_days_stand_together() -> None:
    rules = [Opening(Pattern.WEEKLY, WED, starts=time(at), ends=time(at + 1)) for at in (10, 15)]
    assert describe_abroad("en", rules) == ("Wed 10:00–11:00, 15:00–16:00",)


def test_what_a_place_wrote_itself_is_a_line_of_its_own() -> None:
    rules = [Opening(Pattern.WEEKLY, WED, words="雨の日は お休み", **FROM_11)]
    assert describe_abroad("en", rules) == ("Wed 11:00–13:00", "雨の日は お休み")
    told = [Opening(Pattern.IRREGULAR, words="月に1回くらい")]
    assert describe_abroad("en", told) == ("no fixed days", "月に1回くらい")


@settings(max_examples=200)
@given(st.one_of(openings.regular(), openings.irregular()))
def test_no_word_of_ours_stays_japanese(rule: Opening) -> None:
    for language in LANGUAGES:
        lines = describe_abroad(language, [rule])
        assert lines
        assert [one for one in lines if one != rule.words and JAPANESE.search(one)] == []
