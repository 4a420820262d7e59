"""The life of an entry: 下書き → 承認待ち → 公開 ⇄ 休止中 → 終了, or 公開しない."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from ibasho.base.kernel.errors import Conflict, Invalid


class Step(StrEnum):
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    PUBLISH = "publish"
    REFUSE = "refuse"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"


# step: (from which states, to which state)
STEPS: dict[Step, tuple[frozenset[str], str]] = {
    Step.SUBMIT: (frozenset({"draft", "refused"}), "pending"),
    Step.TAKE_BACK: (frozenset({"pending"}), "draft"),
    Step.PUBLISH: (frozenset({"draft", "pending", "refused", "ended"}), "published"),
    Step.REFUSE: (frozenset({"draft", "pending"}), "refused"),
    Step.PAUSE: (frozenset({"published"}), "paused"),
    Step.RESUME: (frozenset({"paused"}), "published"),
    Step.END: (frozenset({"published", "paused"}), "ended"),
}


def possible(state: str) -> frozenset[Step]:
    return frozenset(step for step, (before, _) in STEPS.items() if state in before)


def after(step: Step, state: str) -> str:
    """The state after the step. Raises Conflict when somebody has already moved the entry on."""
    before, then = STEPS[step]
    if state not in before:
        raise Conflict(
            "places.state_moved_on",
            "この場所の状態は もう かわっています。ページを 開きなおして、いまの状態を たしかめてください。",
        )
    return then


def check_pause(since: date | None, until: date | None, today: date) -> None:
    """A pause is true today; days that lie ahead are closed days."""
    if since is not None and since > today:
        raise Invalid(
            "places.pause_ahead",
            "休止は きょうまでの日から はじまります。先の お休みは「お休みの日」に 入れてください。",
            fields={"since": "きょうか それより前の日に してください。"},
        )
    if until is not None and until < today:
        raise Invalid(
            "places.pause_over",
            "休止の おわりの日が もう すぎています。きょうから あとの日に してください。",
            fields={
                "until": "きょうから あとの日に してください。わからないときは 空のままに してください。"
            },
        )
