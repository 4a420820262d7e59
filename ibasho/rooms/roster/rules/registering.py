"""The way from the first word to a registered helper: 応募 → 面談 → お願いした → 登録, and what a registration still asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.labelled import Labelled
from ibasho.rooms.roster.rules.kinds import AgeBand, HelperState, PayKind
from ibasho.rooms.roster.rules.safeguarding import checked_text

_TAUGHT = {
    "小学生": ("国語", "算数", "英語", "理科", "社会"),
    "中学生": ("国語", "数学", "英語", "理科", "社会"),
    "高校生": ("国語", "数学", "英語"),
}
# By subject and stage: who helps with sums of grade three need not know algebra.
SUBJECTS = (
    *(f"{subject}（{stage}）" for stage, subjects in _TAUGHT.items() for subject in subjects),
    "プログラミング",
    "音楽",
    "図工",
)
WORD_LETTERS_MAX, WORDS_MAX = 24, 10
CALL_NAME_MAX = 20
State = HelperState


class Step(Labelled):
    INTERVIEW = "interview", "面談を 決める"
    OFFER = "offer", "お願いする"
    REGISTER = "register", "登録する"
    BACK = "back", "ひとつ もどす"
    DECLINE = "decline", "見送る・ことわられた"
    LEAVE = "leave", "やめる"
    RETURN = "return", "とりけす"


_AFTER: Mapping[tuple[Step, str], HelperState] = {
    (Step.INTERVIEW, State.APPLIED): State.INTERVIEW,
    (Step.INTERVIEW, State.INTERVIEW): State.INTERVIEW,  # another day
    (Step.OFFER, State.APPLIED): State.OFFERED,
    (Step.OFFER, State.INTERVIEW): State.OFFERED,
    (Step.REGISTER, State.OFFERED): State.REGISTERED,
    (Step.BACK, State.INTERVIEW): State.APPLIED,
    (Step.BACK, State.OFFERED): State.INTERVIEW,
    (Step.BACK, State.REGISTERED): State.OFFERED,
    (Step.DECLINE, State.APPLIED): State.DECLINED,
    (Step.DECLINE, State.INTERVIEW): State.DECLINED,
    (Step.DECLINE, State.OFFERED): State.DECLINED,
    (Step.LEAVE, State.REGISTERED): State.LEFT,
}  # fmt: skip
ENDED = (State.DECLINED, State.LEFT)
WAY = (State.APPLIED, State.INTERVIEW, State.OFFERED, State.REGISTERED)


def possible(state: str) -> frozenset[Step]:
    found = {step for step, before in _AFTER if before == state}
    return frozenset(found | {Step.RETURN} if state in ENDED else found)


def after(step: Step, state: str) -> HelperState:
    """The next state. Raises Conflict where the step doesn't fit (any more)."""
    found = _AFTER.get((step, state))
    if found is None:
        label = HelperState(state).label
        raise Conflict(
            "roster.step", f"いまは「{label}」です。この操作は できません。ページを 開きなおしてください。"
        )
    return found


def returned(*, offered_on: date | None, registered_on: date | None, interviewed: bool) -> HelperState:
    """Where somebody stood before it was over."""
    if registered_on:
        return State.REGISTERED
    if offered_on:
        return State.OFFERED
    return State.INTERVIEW if interviewed else State.APPLIED


class Missing(Labelled):
    """What a registration still asks for. The first three are known to the organisation's named persons alone."""

    PLEDGE = "pledge", "誓約書"
    RULES = "rules", "対処規程の 説明"
    CHECK = "check", "確認の手つづき、または その期限"
    CALL_NAME = "call_name", "こどもに 見せる よび名（名前と べつに）"
    TRAINING = "training", "研修"
    GUARDIAN = "guardian", "保護者の 名前と電話"
    CONSENT = "consent", "保護者の 同意"
    SIDE_JOB = "side_job", "兼業許可の期限"


NAMED_ONLY = frozenset({Missing.PLEDGE, Missing.RULES, Missing.CHECK})


@dataclass(frozen=True, slots=True)
class Ready:
    """What is there. `duty`: the programme is obliged or certified; `check_needed`: the procedure applies to this helper."""

    age_band: str
    pay_kind: str
    duty: bool = False
    pledge: bool = False
    rules_told: bool = False
    check_needed: bool = False
    check_done: bool = False
    due_on: date | None = None
    trained: bool = False
    guardian: bool = False
    consent: bool = False
    side_job_until: date | None = None
    call_name: bool = True


def asked_for(ready: Ready) -> tuple[Missing, ...]:
    """Everything a registration wants of this helper, there or not."""
    wanted = [Missing.PLEDGE, Missing.RULES] if ready.duty else []
    wanted += [Missing.CHECK] if ready.check_needed else []
    wanted += [Missing.CALL_NAME, Missing.TRAINING]
    wanted += [Missing.GUARDIAN, Missing.CONSENT] if ready.age_band == AgeBand.UNDER_16 else []
    wanted += [Missing.SIDE_JOB] if ready.pay_kind == PayKind.CITY_STAFF else []
    return tuple(wanted)


def missing(ready: Ready, today: date) -> tuple[Missing, ...]:
    """Of `asked_for`, what is not there on `today`. A procedure that has begun counts while its date has not passed
    (現職者の3年・いとま特例)."""
    there = {
        Missing.PLEDGE: ready.pledge,
        Missing.RULES: ready.rules_told,
        Missing.CHECK: (ready.check_done or ready.due_on is not None)
        and (ready.due_on is None or ready.due_on >= today),
        Missing.CALL_NAME: ready.call_name,
        Missing.TRAINING: ready.trained,
        Missing.GUARDIAN: ready.guardian,
        Missing.CONSENT: ready.consent,
        Missing.SIDE_JOB: ready.side_job_until is not None and ready.side_job_until >= today,
    }
    return tuple(one for one in asked_for(ready) if not there[one])


def check_ready(ready: Ready, today: date, *, named: bool) -> None:
    """Raises Conflict saying what is missing. Who is not one of the named persons isn't told which safeguarding
    date it is."""
    lacking = missing(ready, today)
    if not lacking:
        return
    told = [one.label for one in lacking if named or one not in NAMED_ONLY]
    if len(told) < len(lacking) and not named:
        told.append("団体の 担当の人だけが 見る 手つづき")
    raise Conflict(
        "roster.not_ready", f"まだ 登録できません。のこっているもの：{'、'.join(told)}。すんだら もう一度 おしてください。"
    )  # fmt: skip


def words_of(text: str | Iterable[str], field: str) -> list[str]:
    """「受付、調理」 → a list of short words, each once. Raises Invalid for what is too long or too much, and for the
    result of a check."""
    parts = text.replace("、", ",").replace("，", ",").split(",") if isinstance(text, str) else text
    found = list(dict.fromkeys(checked_text(part, field) for part in parts if part.strip()))
    if len(found) > WORDS_MAX or any(len(one) > WORD_LETTERS_MAX for one in found):
        sentence = f"1つ {WORD_LETTERS_MAX}文字まで、{WORDS_MAX}こまでです。「、」で 区切ってください。"
        raise Invalid("roster.words", sentence, fields={field: sentence})
    return found


def call_name(told: str, name: str) -> str:
    """What children call them: as told, else the family name."""
    return (told or name.split()[0])[:CALL_NAME_MAX]


def check_public_age(age_band: str, *, youth_welcome: bool) -> None:
    """Who is younger than 16 comes with a guardian (児童: 年少者の同意); who is 16 or 17 where they are welcome."""
    if age_band == AgeBand.UNDER_16:
        sentence = "16歳より下の人は、保護者と いっしょに 電話か 窓口で 申しこんでください。ここでは 名前を 書かなくて だいじょうぶです。"
        raise Invalid("roster.under_16", sentence, fields={"age_band": sentence})
    if age_band == AgeBand.YOUTH and not youth_welcome:
        sentence = (
            "この募集は 18歳からです。高校生も できる ほかの募集を さがすか、電話で きいてみてください。"
        )
        raise Invalid("roster.adults_only", sentence, fields={"age_band": sentence})


def check_contact(phone: str, email: str) -> None:
    if not phone and not email:
        sentence = "返事が できるように、電話か メールの どちらかを 書いてください。"
        raise Invalid("roster.no_contact", sentence, fields={"phone": sentence})
