"""May I come? Never a yes that nobody gave."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ibasho.base.kernel.errors import Invalid
from ibasho.town.places.rules.eligibility import Admission, Verdict, may_come
from ibasho.town.places.rules.stages import Stage

CHILDREN = frozenset({Stage.LOWER, Stage.UPPER, Stage.JUNIOR})
FOURTH_GRADE_ALONE = Admission(everyone=True, alone_from=Stage.UPPER, adult_needed=True)


@pytest.mark.parametrize(
    ("admission", "stage", "verdict", "child"),
    [
        (FOURTH_GRADE_ALONE, Stage.UPPER, Verdict.ALONE, "ひとりで いって いいよ"),
        (FOURTH_GRADE_ALONE, Stage.HIGH, Verdict.ALONE, "ひとりで いって いいよ"),
        (FOURTH_GRADE_ALONE, Stage.LOWER, Verdict.WITH_ADULT, "おとなと いっしょに"),
        (FOURTH_GRADE_ALONE, Stage.INFANT, Verdict.WITH_ADULT, "おとなと いっしょに"),
        (FOURTH_GRADE_ALONE, Stage.ADULT, Verdict.ALONE, "おとなも いって いいよ"),
        (Admission(everyone=True, adult_needed=True), Stage.HIGH, Verdict.WITH_ADULT, "おとなと いっしょに"),
        (Admission(everyone=True, adult_needed=False), Stage.LOWER, Verdict.ALONE, "ひとりで いって いいよ"),
        (Admission(everyone=True, adult_needed=False), Stage.INFANT, Verdict.WITH_ADULT, "おとなと いっしょに"),
        (Admission(everyone=True), Stage.UPPER, Verdict.ASK, "ひとりで いって いいか きいてから いこう"),
        (Admission(), Stage.UPPER, Verdict.ASK, "きいてから いこう"),
        (Admission(alone_from=Stage.LOWER), Stage.UPPER, Verdict.ASK, "きいてから いこう"),
        (Admission(stages=CHILDREN, adult_needed=False), Stage.JUNIOR, Verdict.ALONE, "ひとりで いって いいよ"),
        (Admission(stages=CHILDREN), Stage.HIGH, Verdict.NO, "ほかの 年の人の ばしょです"),
        (Admission(stages=CHILDREN), Stage.ADULT, Verdict.ASK, "きいてから いこう"),
        (Admission(age_min=0, age_max=3), Stage.LOWER, Verdict.NO, "ほかの 年の人の ばしょです"),
        (Admission(age_min=7, age_max=18), Stage.LOWER, Verdict.ASK, "きいてから いこう"),
    ],
)  # fmt: skip
def test_may_this_stage_come(admission: Admission, stage: Stage, verdict: Verdict, child: str) -> None:
    answer = may_come(admission, stage)
    assert (answer.verdict, answer.child, answer.advertise) == (verdict, child, True)


def test_an_age_somebody_told_us_decides_what_the_stage_leaves_open() -> None:
    from_seven = Admission(age_min=7, adult_needed=False)
    assert may_come(from_seven, Stage.LOWER, age=7).verdict == Verdict.ALONE
    assert may_come(from_seven, Stage.LOWER, age=6).verdict == Verdict.NO


def test_a_restricted_place_is_never_advertised_and_says_whom_it_is_for() -> None:
    answer = may_come(Admission(restricted=True, restricted_to="大坂小・千浜小・大浜中の人"), Stage.UPPER)
    assert (answer.verdict, answer.advertise) == (Verdict.ASK, False)
    assert answer.child == "いける人が きまっています（大坂小・千浜小・大浜中の人）。きいてから いこう"


def test_contradictions_are_refused() -> None:
    with pytest.raises(Invalid, match="だれでも"):
        Admission(restricted=True, everyone=True)
    with pytest.raises(Invalid, match="年れい"):
        Admission(age_min=10, age_max=6)


@settings(deadline=None)
@given(
    st.builds(
        Admission,
        everyone=st.none() | st.booleans(),
        stages=st.frozensets(st.sampled_from(Stage)),
        alone_from=st.none() | st.sampled_from(Stage),
        adult_needed=st.none() | st.booleans(),
    ),
    st.sampled_from([stage for stage in Stage if stage != Stage.ADULT]),
)
def test_no_child_is_sent_alone_unless_somebody_said_so(admission: Admission, stage: Stage) -> None:
    if may_come(admission, stage).verdict == Verdict.ALONE:
        assert stage != Stage.INFANT
        assert admission.everyone or stage in admission.stages
        assert admission.adult_needed is False or admission.alone_from is not None
