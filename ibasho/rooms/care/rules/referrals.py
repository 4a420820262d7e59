"""Which step follows which, who takes it, by when a place answers, and what a place is never told. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.care.rules.kinds import PLACE_ANSWERS_WITHIN_DAYS
from ibasho.town.concerns.rules.clock import working_days_after
from ibasho.town.places.rules import moderation
from ibasho.town.places.rules.moderation import Flag

ASKED, ACCEPTED, DECLINED, ARRIVED = "asked", "accepted", "declined", "arrived"
ENDED, REVOKED = "ended", "revoked"
TOLD = frozenset({ASKED, ACCEPTED, ARRIVED})  # while one of these holds, the place reads the three facts
OVER = frozenset({DECLINED, ENDED, REVOKED})
TAKE_BACK_MINUTES = 60
CHILD_MAX, ALLERGY_MAX, COLLECT_MAX, DECLINE_WORDS_MAX = 20, 120, 60, 200  # letters


class Side(StrEnum):
    """Whose step it is. The centre also writes down what a place says on the telephone."""

    PLACE = "place"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Step:
    """From which states to which, and who may."""

    before: frozenset[str]
    after: str
    sides: frozenset[Side]


_BOTH = frozenset(Side)
STEPS: Mapping[str, Step] = {
    "accept": Step(frozenset({ASKED}), ACCEPTED, _BOTH),
    "decline": Step(frozenset({ASKED, ACCEPTED}), DECLINED, _BOTH),
    "arrive": Step(frozenset({ACCEPTED}), ARRIVED, _BOTH),
    "end": Step(frozenset({ACCEPTED, ARRIVED}), ENDED, _BOTH),
    "revoke": Step(TOLD, REVOKED, frozenset({Side.CENTRE})),
    "withdraw": Step(frozenset({DECLINED}), DECLINED, frozenset({Side.CENTRE})),
    "ask_again": Step(frozenset({DECLINED}), ASKED, frozenset({Side.CENTRE})),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """All a place is told."""

    child: str
    allergy: str
    collect: str


def step(name: str, state: str, side: Side) -> str:
    """The state after it. Raises Conflict where it does not follow, or is not this side's."""
    one = STEPS[name]
    if state not in one.before or side not in one.sides:
        raise Conflict(
            "care.referral.step",
            "いまは この操作が できません。ほかの人が さきに 進めたかもしれません。ページを 開きなおしてください。",
        )
    return one.after


def next_steps(state: str, side: Side) -> tuple[str, ...]:
    return tuple(name for name, one in STEPS.items() if state in one.before and side in one.sides)


def before_last(state: str, *, has_arrived: bool) -> str:
    """What a wrong press is taken back to. Raises Conflict where there is nothing to take back."""
    back = {
        ACCEPTED: ASKED, DECLINED: ASKED, ARRIVED: ACCEPTED, ENDED: ARRIVED if has_arrived else ACCEPTED,
    }  # fmt: skip
    if state not in back:
        raise Conflict("care.referral.nothing", "もどすものが ありません。ページを 開きなおしてください。")
    return back[state]


def may_take_back(pressed_at: datetime | None, at: datetime) -> bool:
    """Within the hour: later the other side has read it and acted on it."""
    return pressed_at is not None and at - pressed_at <= timedelta(minutes=TAKE_BACK_MINUTES)


def answer_by(asked_on: date) -> date:
    """Three working days on: what is asked on Friday is answered by Wednesday."""
    return working_days_after(asked_on, PLACE_ANSWERS_WITHIN_DAYS)


def check_first_day(first_on: date | None, today: date) -> None:
    if first_on is not None and first_on < today:
        sentence = "さいしょの日が 過ぎた日に なっています。きょうから 先の日を 入れてください。"
        raise Invalid("care.referral.first_on", sentence, fields={"first_on": sentence})


def check_withdrawn(withdrawn_on: date | None, consent_on: date, today: date) -> None:
    """The day somebody took their yes back, None where nobody did. Raises Invalid."""
    if withdrawn_on is not None and not consent_on <= withdrawn_on <= today:
        sentence = "同意を やめた日は、同意の日から きょうまでの 間で 入れてください。"
        raise Invalid("care.referral.withdrawn", sentence, fields={"withdrawn_on": sentence})


_HELD = frozenset(
    {Flag.PHONE, Flag.MAIL, Flag.LINE_ID, Flag.HANDLE, Flag.URL, Flag.NUMBER, Flag.SCHOOL, Flag.ADDRESS}
)
_BORN = re.compile(
    r"生まれ|うまれ|誕生日|たんじょう|[0-9０-９]{2,4}\s*[年/／.．-]\s*[0-9０-９]{1,2}\s*[月/／.．-]\s*[0-9０-９]{1,2}"
)
_CLASS = re.compile(r"[1-6１-６一二三四五六]\s*年\s*(?:生|[0-9０-９]+\s*組)|年[少中長]|支援学級")
_WHY = re.compile(
    r"虐待|暴力|DV|ＤＶ|ネグレクト|育児放棄|要対協|要保護|要支援|見守り対象|児相|児童相談所|一時保護|生活保護|ひとり親|母子家庭|父子家庭|"
    r"離婚|別居|服役|逮捕|依存症|うつ|精神|障害|障がい|発達|不登校|いじめ|貧困|滞納|ヤングケアラー|事情"
)


def held(words: str) -> str:
    """What of it a place must not be told, as one sentence; "" for nothing."""
    found = [flag.label for flag in moderation.flags(words) if flag in _HELD]
    found += [
        word
        for word, shape in (("生年月日", _BORN), ("学年・組", _CLASS), ("行く わけや 家の 事情", _WHY))
        if shape.search(words)
    ]
    if not found:
        return ""
    return f"「{'・'.join(dict.fromkeys(found))}」に 見えるものが 入っています。居場所には 伝えません。消してください。"


def checked(facts: Facts) -> Facts:
    """On one line each, and nothing more than a place needs. Raises Invalid with a sentence beside each."""
    told = Facts(*(" ".join(words.split()) for words in (facts.child, facts.allergy, facts.collect)))
    wrong: dict[str, str] = {}
    for field, words, most in (
        ("child", told.child, CHILD_MAX), ("allergy", told.allergy, ALLERGY_MAX), ("collect", told.collect, COLLECT_MAX),
    ):  # fmt: skip
        if not words:
            wrong[field] = "書いてください。ないときは「なし」と 書きます。"
        elif len(words) > most:
            wrong[field] = f"{most}文字までで 書いてください。"
        elif sentence := held(words):
            wrong[field] = sentence
    if wrong:
        raise Invalid("care.referral.facts", " ".join(dict.fromkeys(wrong.values())), fields=wrong)
    return told
