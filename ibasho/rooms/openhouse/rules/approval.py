"""起案 → 確認 → 決裁 of an application, and who may take which look. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from ibasho.base.kernel.errors import Conflict, NotAllowed
from ibasho.rooms.openhouse.rules.kinds import ApplicationState as S
from ibasho.rooms.openhouse.rules.kinds import StepKind

OPEN = (S.APPLIED, S.DRAFTED, S.CHECKED)  # somebody still has to look
LIVING = (*OPEN, S.APPROVED)
_FROM: Mapping[StepKind, Mapping[str, S]] = {
    StepKind.DRAFT: {S.APPLIED: S.DRAFTED},
    StepKind.CHECK: {S.DRAFTED: S.CHECKED},
    StepKind.DECIDE: {S.CHECKED: S.APPROVED},
    StepKind.DECLINE: dict.fromkeys(OPEN, S.DECLINED),
}
NEXT: Mapping[str, StepKind] = {
    S.APPLIED: StepKind.DRAFT,
    S.DRAFTED: StepKind.CHECK,
    S.CHECKED: StepKind.DECIDE,
}
_NEEDS = {
    StepKind.DRAFT: "起案できるのは、届いたばかりの申請だけです。",
    StepKind.CHECK: "確認できるのは、起案した申請だけです。",
    StepKind.DECIDE: "決裁できるのは、確認した申請だけです。",
    StepKind.DECLINE: "許可しないと 決められるのは、手つづきの とちゅうの申請だけです。",
}


def after(step: StepKind, state: str) -> S:
    """The state after `step`. Raises Conflict where the application has gone on in the meantime."""
    if state not in _FROM[step]:
        words = (
            f"{_NEEDS[step]}ほかの人が さきに 進めたかもしれません。ページを 開きなおして 確かめてください。"
        )
        raise Conflict("approval.state", words)
    return _FROM[step][state]


def why_not(step: StepKind, person_id: int | None, *, drafted_by: int | None, applied_by: int | None) -> str:
    """Why this very person may not take this look; empty: may. Nobody looks over what is one's own."""
    if step in (StepKind.CHECK, StepKind.DECIDE) and person_id == drafted_by:
        return "起案したのは あなたです。確認と 決裁は ほかの担当者に たのんでください。"
    if step is StepKind.DECIDE and person_id == applied_by:
        return "申請を 書いたのは あなたです。決裁は ほかの担当者に たのんでください。"
    return ""


def check_person(step: StepKind, person_id: int, *, drafted_by: int | None, applied_by: int | None) -> None:
    """Raises NotAllowed with `why_not`."""
    if words := why_not(step, person_id, drafted_by=drafted_by, applied_by=applied_by):
        raise NotAllowed("approval.same_person", words)


def check_cancel(state: str) -> None:
    """Raises Conflict for what is over already."""
    if state not in LIVING:
        raise Conflict(
            "approval.over", "この申請は もう おわっています。ページを 開きなおして 確かめてください。"
        )
