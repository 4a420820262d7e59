"""The way of a member: 申込み → 面談 → 入会, what joining still asks for, and when a name must go. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.labelled import Labelled
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.familysupport.rules.courses import CourseStanding
from ibasho.rooms.familysupport.rules.kinds import MemberKind, MemberState

KEEP_DAYS = 30
SUBSIDY_MEMBERS_MIN = 50  # 会員50人以上: below that a centre gets no subsidy
State = MemberState


class Step(Labelled):
    INTERVIEW = "interview", "面談を 記録する"
    JOIN = "join", "入会する"
    BACK = "back", "ひとつ もどす"
    PAUSE = "pause", "休む"
    COME_BACK = "come_back", "また はじめる"
    DECLINE = "decline", "見送る・とりさげ"
    LEAVE = "leave", "退会する"
    RETURN = "return", "とりけす"


_AFTER: Mapping[tuple[Step, str], MemberState] = {
    (Step.INTERVIEW, State.APPLIED): State.INTERVIEWED,
    (Step.INTERVIEW, State.INTERVIEWED): State.INTERVIEWED,  # another day
    (Step.JOIN, State.INTERVIEWED): State.ACTIVE,
    (Step.BACK, State.INTERVIEWED): State.APPLIED,
    (Step.BACK, State.ACTIVE): State.INTERVIEWED,
    (Step.PAUSE, State.ACTIVE): State.PAUSED,
    (Step.PAUSE, State.PAUSED): State.PAUSED,  # until another day
    (Step.COME_BACK, State.PAUSED): State.ACTIVE,
    (Step.DECLINE, State.APPLIED): State.DECLINED,
    (Step.DECLINE, State.INTERVIEWED): State.DECLINED,
    (Step.LEAVE, State.ACTIVE): State.LEFT,
    (Step.LEAVE, State.PAUSED): State.LEFT,
}  # fmt: skip
ENDED = (State.DECLINED, State.LEFT)
JOINED = (State.ACTIVE, State.PAUSED)
WAY = (State.APPLIED, State.INTERVIEWED, State.ACTIVE)


def possible(state: str) -> frozenset[Step]:
    """What may be done now."""
    found = {step for step, before in _AFTER if before == state}
    return frozenset(found | {Step.RETURN} if state in ENDED else found)


def after(step: Step, state: str) -> MemberState:
    """The next state. Raises Conflict where the step doesn't fit (any more)."""
    found = _AFTER.get((step, state))
    if found is None:
        raise Conflict(
            "support.member_step",
            f"いまは「{MemberState(state).label}」なので「{step.label}」は できません。ページを 開きなおしてください。",
        )
    return found


def returned(*, interviewed: bool, joined: bool) -> MemberState:
    """Where somebody stood before it was over. A pause is not taken up again."""
    if joined:
        return State.ACTIVE
    return State.INTERVIEWED if interviewed else State.APPLIED


class Missing(Labelled):
    """What joining asks for, in the order in which it is done."""

    INTERVIEW = "interview", "面談"
    AGREED = "agreed", "会則の 同意"
    ID_SEEN = "id_seen", "本人確認"
    ADDRESS = "address", "住所"
    CHILD = "child", "こどもの 生年月日"
    COURSES = "courses", "講習（基礎・救命・事故防止）"


@dataclass(frozen=True, slots=True)
class Ready:
    """What is there. `standing`: of the courses; None for who only asks."""

    kind: str
    interviewed: bool = False
    agreed: bool = False
    id_seen: bool = False
    address: bool = False
    children: int = 0
    standing: CourseStanding | None = None


def asked_for(kind: str) -> tuple[Missing, ...]:
    wanted = [Missing.INTERVIEW, Missing.AGREED, Missing.ID_SEEN, Missing.ADDRESS]
    wanted += [Missing.CHILD] if kind != MemberKind.PROVIDER else []
    wanted += [Missing.COURSES] if kind != MemberKind.USER else []
    return tuple(wanted)


def missing(ready: Ready) -> tuple[Missing, ...]:
    """Of `asked_for`, what is not there."""
    there = {
        Missing.INTERVIEW: ready.interviewed,
        Missing.AGREED: ready.agreed,
        Missing.ID_SEEN: ready.id_seen,
        Missing.ADDRESS: ready.address,
        Missing.CHILD: ready.children > 0,
        Missing.COURSES: ready.standing is not None and ready.standing.ok,
    }
    return tuple(one for one in asked_for(ready.kind) if not there[one])


def check_ready(ready: Ready) -> None:
    """Raises Conflict saying what is missing, and for who wants both the way to join at once."""
    lacking = missing(ready)
    if not lacking:
        return
    told = [_lack(one, ready.standing) for one in lacking]
    words = f"まだ 入会できません。のこっているもの：{'、'.join(told)}。"
    if lacking == (Missing.COURSES,) and ready.kind == MemberKind.BOTH:
        words += "先に「依頼会員」で 入会し、講習が おわったら「両方会員」に かえることも できます。"
    raise Conflict("support.not_ready", f"{words}すんだら もう一度 おしてください。")


def _lack(one: Missing, standing: CourseStanding | None) -> str:
    return f"講習（{standing.why}）" if one == Missing.COURSES and standing is not None else one.label


def check_nothing_ahead(*, helping: int, asking: int) -> None:
    """Raises Conflict while activities that are agreed (`helping`: as provider) or asked for lie ahead."""
    if helping:
        raise Conflict(
            "support.visits_ahead",
            f"これから 引きうけている 活動が {helping}件 あります。先に ほかの人に かえるか、とりやめてください。",
        )
    if asking:
        raise Conflict(
            "support.visits_ahead", f"これからの 依頼が {asking}件 あります。先に 依頼を とりさげてください。"
        )


def erase_on(ended_on: date, last_visit_on: date | None) -> date:
    """The day on which a name and the ways to reach somebody go: 30 days after it was over, and not before
    the last activity is reported and paid (the end of the month after it)."""
    usual = ended_on + timedelta(days=KEEP_DAYS)
    if last_visit_on is None:
        return usual
    month = (
        last_visit_on.year * 12 + last_visit_on.month + 1
    )  # the first of the month after the next, less a day
    return max(usual, date(month // 12, month % 12 + 1, 1) - timedelta(days=1))


def check_until(until: date | None, today: date) -> None:
    if until is not None and until < today:
        sentence = "きょうか、あとの日を 入れてください。決めていないときは 空のままに してください。"
        raise Invalid("support.pause_day", sentence, fields={"until": sentence})


def check_contact(phone: str, email: str) -> None:
    if not phone.strip() and not email.strip():
        sentence = "返事が できるように、電話か メールの どちらかを 書いてください。"
        raise Invalid("support.no_contact", sentence, fields={"phone": sentence})


def check_old_enough(kind: str, is_old_enough: bool, age_min: int) -> None:
    if kind != MemberKind.USER and not is_old_enough:
        sentence = f"こどもを 預かるのは {age_min}歳からです。{age_min}歳以上なら しるしを つけてください。"
        raise Invalid("support.too_young", sentence, fields={"is_old_enough": sentence})


def check_past(day: date | None, today: date, field: str) -> None:
    if day is not None and day > today:
        sentence = "これからの日は 入れられません。すんだ日を 入れてください。"
        raise Invalid("support.day_to_come", sentence, fields={field: sentence})


def text(told: str) -> str:
    """One line of a person's words. Raises Invalid for a My Number."""
    return refuse_my_number(" ".join(told.split()))
