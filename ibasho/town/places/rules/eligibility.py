"""May I come, alone or with a grown-up? Where nobody has said, the answer is 「きいてから いこう」."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ibasho.base.kernel.errors import Invalid
from ibasho.town.places.rules.stages import Stage

_AGES = {  # youngest and oldest in a stage
    Stage.INFANT: (0, 6),
    Stage.LOWER: (6, 9),
    Stage.UPPER: (9, 12),
    Stage.JUNIOR: (12, 15),
    Stage.HIGH: (15, 18),
    Stage.ADULT: (18, 150),
}


@dataclass(frozen=True, slots=True)
class Admission:
    """Who a place says may come. None, "" and empty mean nobody has said.

    `alone_from` is the youngest stage that may come alone; `adult_needed` says it for all: True needs a
    grown-up (but for stages from `alone_from` on), False does not. Ages are whole years, inclusive.
    """

    restricted: bool = False
    restricted_to: str = ""
    everyone: bool | None = None
    stages: frozenset[Stage] = frozenset()
    alone_from: Stage | None = None
    adult_needed: bool | None = None
    age_min: int | None = None
    age_max: int | None = None

    def __post_init__(self) -> None:
        if self.restricted and self.everyone:
            raise Invalid(
                "admission.restricted_and_everyone",
                "「限られた人だけ」と「だれでも」の両方が えらばれています。どちらか1つにしてください。",
                fields={"everyone": "「限られた人だけ」のときは えらべません。"},
            )
        if self.age_min is not None and self.age_max is not None and self.age_max < self.age_min:
            raise Invalid(
                "admission.ages",
                "年れいの上が、下より小さくなっています。数字をたしかめてください。",
                fields={"age_max": "下の年れいと同じか、大きくしてください。"},
            )


class Verdict(StrEnum):
    ALONE = "alone"
    WITH_ADULT = "with_adult"
    NO = "no"
    ASK = "ask"  # not known, or only for some


@dataclass(frozen=True, slots=True)
class Answer:
    """`advertise` False: a restricted place, never shown as open to all."""

    verdict: Verdict
    plain: str
    child: str
    advertise: bool = True


def may_come(admission: Admission, stage: Stage, *, age: int | None = None) -> Answer:
    """Whether somebody of this stage (and age in years, where they told us) may come. Never a yes nobody gave."""
    if admission.restricted:
        return _restricted(admission)
    welcome = _welcome(admission, stage, age)
    if welcome is None:
        return _ASK
    if not welcome:
        return _NO
    return _how(admission, stage)


def _restricted(admission: Admission) -> Answer:
    for_whom = f"（{admission.restricted_to}）" if admission.restricted_to else ""
    return Answer(
        Verdict.ASK,
        f"使える人が 決まっています{for_whom}",
        f"いける人が きまっています{for_whom}。きいてから いこう",
        advertise=False,
    )


def _welcome(admission: Admission, stage: Stage, age: int | None) -> bool | None:
    """None: nobody has said. A limit of age or stage speaks against 「だれでも」 only where it excludes."""
    by_age = _fits_age(admission, _AGES[stage] if age is None else (age, age))
    others = bool(admission.stages) and stage not in admission.stages and not admission.everyone
    if stage != Stage.ADULT and (by_age is False or others):
        return False
    if not by_age or others:  # some ages only; or a place for children, which may take those who bring them
        return None
    said = admission.everyone or stage in admission.stages or _has_ages(admission)
    return True if said else None


def _has_ages(admission: Admission) -> bool:
    return admission.age_min is not None or admission.age_max is not None


def _fits_age(admission: Admission, ages: tuple[int, int]) -> bool | None:
    """Whether all of these ages fit (True), none (False), or some (None)."""
    low = admission.age_min if admission.age_min is not None else 0
    high = admission.age_max if admission.age_max is not None else 150
    if ages[1] < low or ages[0] > high:
        return False
    return True if low <= ages[0] and ages[1] <= high else None


def _how(admission: Admission, stage: Stage) -> Answer:
    if stage == Stage.ADULT:
        return _ADULT
    if stage == Stage.INFANT:
        return _WITH_ADULT
    if admission.alone_from is not None:
        return _ALONE if stage.rank >= admission.alone_from.rank else _WITH_ADULT
    if admission.adult_needed is None:
        return _HOW_UNKNOWN
    return _WITH_ADULT if admission.adult_needed else _ALONE


_ALONE = Answer(Verdict.ALONE, "ひとりで来てよい", "ひとりで いって いいよ")
_WITH_ADULT = Answer(Verdict.WITH_ADULT, "おとなと いっしょに", "おとなと いっしょに")
_ADULT = Answer(Verdict.ALONE, "おとなも来てよい", "おとなも いって いいよ")
_NO = Answer(Verdict.NO, "この年代は 対象ではありません", "ほかの 年の人の ばしょです")
_ASK = Answer(Verdict.ASK, "行く前に たしかめてください", "きいてから いこう")
_HOW_UNKNOWN = Answer(
    Verdict.ASK, "来てよい（ひとりで来てよいかは わかりません）", "ひとりで いって いいか きいてから いこう"
)
