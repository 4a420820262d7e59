"""The states of a run: which step leads from which state to which. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from ibasho.base.kernel.errors import Conflict


class Step(StrEnum):
    ASK = "ask"
    CONFIRM = "confirm"
    APPROVE = "approve"
    WITHDRAW = "withdraw"
    LIST = "list"
    SEND = "send"
    RESULT = "result"


_FROM: Mapping[Step, Mapping[str, str]] = {
    Step.ASK: {"draft": "asked"},
    Step.CONFIRM: {"asked": "confirmed"},
    Step.APPROVE: {"confirmed": "approved"},
    Step.WITHDRAW: dict.fromkeys(("draft", "asked", "confirmed", "approved"), "withdrawn"),
    Step.LIST: {one: one for one in ("approved", "sent", "settled")},
    Step.SEND: {"approved": "sent", "sent": "sent"},
    Step.RESULT: {"sent": "sent", "settled": "settled"},
}
_NEEDS = {
    Step.ASK: "確認を たのめるのは、起案した支払いだけです。",
    Step.CONFIRM: "確認できるのは、確認待ちの支払いだけです。",
    Step.APPROVE: "決裁できるのは、決裁待ちの支払いだけです。",
    Step.WITHDRAW: "取りさげられるのは、銀行へ 出す前の支払いだけです。",
    Step.LIST: "支払一覧は、決裁の あとに 出せます。",
    Step.SEND: "全銀ファイルは、決裁の あと、結果を 読みこむまで 出せます。",
    Step.RESULT: "結果は、銀行へ 出したあとに 読みこめます。",
}


def allows(step: Step, state: str) -> bool:
    return state in _FROM[step]


def after(step: Step, state: str) -> str:
    """The state after `step`. Conflict where the run has gone on in the meantime."""
    if not allows(step, state):
        raise Conflict(
            "payouts.state",
            f"{_NEEDS[step]}ほかの人が さきに 進めたかもしれません。ページを 開きなおして 確かめてください。",
        )
    return _FROM[step][state]
