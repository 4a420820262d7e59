"""Who may come, read from the words of real notices — or left open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.town.places.rules.audience import read_audience
from ibasho.town.places.rules.stages import Stage

B, L, U, J, H, A = Stage.INFANT, Stage.LOWER, Stage.UPPER, Stage.JUNIOR, Stage.HIGH, Stage.ADULT


@pytest.mark.parametrize(
    ("text", "stages", "partly"),
    [
        ("小学4年生以上", {U, J, H}, set()),
        ("小学４年生～中学３年生", {U, J}, set()),
        ("高校生以下", {B, L, U, J, H}, set()),
        ("0～18歳", {B, L, U, J, H}, set()),
        ("中学生まで", {B, L, U, J}, set()),
        ("小学生まで", {B, L, U}, set()),
        ("18歳未満", {B, L, U, J}, {H}),
        ("15歳以下", {B, L, U, J}, {H}),
        ("9歳以上", {U, J, H}, {L}),
        ("0～3歳と家族", {A}, {B}),
        ("対象は小学生", {L, U}, set()),
        ("小学生のみ", {L, U}, set()),
        ("小学1～3年生", {L}, set()),
        ("小学1～4年生", {L}, {U}),
        ("中高生", {J, H}, set()),
        ("小・中学生", {L, U, J}, set()),
        ("小学生、中学生", {L, U, J}, set()),
        ("小学生から高校生まで", {L, U, J, H}, set()),
        ("小学生とその家族", {L, U, A}, set()),
        ("高校生までのお子さまとその家族", {B, L, U, J, H, A}, set()),
    ],
)
def test_ages_and_grades_become_stages(text: str, stages: set[Stage], partly: set[Stage]) -> None:
    audience = read_audience(text)
    assert audience is not None
    assert (audience.stages, audience.partly, audience.anyone) == (stages, partly, False)


@pytest.mark.parametrize(
    "text", ["どなたでも", "誰でもどうぞ", "だれでも参加できます", "なし", "制限なし", "年齢不問"]
)
def test_anyone_means_every_stage(text: str) -> None:
    audience = read_audience(text)
    assert audience is not None
    assert audience.anyone
    assert audience.stages == set(Stage)


def test_coming_alone_and_with_an_adult() -> None:
    audience = read_audience("幼児～小3は大人同伴、小4以上はこどもだけで可")
    assert audience is not None
    assert (audience.with_adult, audience.alone) == ({B, L}, {U, J, H})
    assert audience.stages >= {L, U, J, H}


def test_an_adult_needed_says_nothing_about_who_may_come() -> None:
    audience = read_audience("未就学児は保護者同伴が必要")
    assert audience is not None
    assert (audience.stages, audience.with_adult) == (set(), {B})


@pytest.mark.parametrize(
    "text",
    [
        "", "要相談", "親子", "ひとり親家庭", "稲荷町在住者", "児童の保護者は対象外", "高校生は対象外", "おおむね１８歳未満",
        "誰でも参加可能　小学生は親の了解が必要", "大坂小・千浜小・大浜中の児童生徒", "生きづらさを抱えた子ども", "小学生と猫",
        "中学生から小学生まで", "どなたでも、小学生のみ", "近隣居住の小学生を対象としています",
    ],
)  # fmt: skip
def test_what_is_not_wholly_understood_claims_nothing(text: str) -> None:
    assert read_audience(text) is None


@given(st.text(max_size=60))
def test_any_text_may_be_asked(text: str) -> None:
    audience = read_audience(text)
    assert audience is None or not (audience.stages & audience.partly)
