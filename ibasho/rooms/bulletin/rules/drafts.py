"""What somebody writes to tell, and what may become of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.bulletin.rules.kinds import NoticeState as S


@dataclass(frozen=True, slots=True)
class Draft:
    """`path`: a page of ours, "" for the notice's own. `place`: its id; then the notice opens its page."""

    kind: str
    title: str
    words: str
    path: str = ""
    place: int | None = None
    districts: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    urgent: bool = False


_STEPS = {
    "send": ((S.DRAFT,), "この おしらせは もう 送りました。なおすときは「なおして もう一度 知らせる」を おしてください。"),
    "stop": ((S.DRAFT, S.SENDING), "もう 送りおわっているので、とめられません。まちがいは「なおして もう一度 知らせる」で 知らせてください。"),
    "restore": ((S.STOPPED,), "下書きに もどせるのは、送るまえに とめた おしらせだけです。"),
    "again": ((S.SENDING, S.SENT, S.STOPPED), "まだ 送っていません。そのまま なおしてから 送ってください。"),
    "change": ((S.DRAFT, S.SENDING, S.SENT), "とめた おしらせは なおせません。下書きに もどすか、もう一度 知らせてください。"),
}  # fmt: skip


def step(verb: str, state: str) -> None:
    """Raises Conflict where a notice in this state does not take the verb."""
    states, sentence = _STEPS[verb]
    if state not in states:
        raise Conflict(f"bulletin.notice.{verb}", sentence)


def can(verb: str, state: str) -> bool:
    """Whether the button is shown."""
    return state in _STEPS[verb][0]
