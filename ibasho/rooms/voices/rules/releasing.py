"""When numbers may be made ready, who lets them out, and how often a running picture changes. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed

WHY = "why"  # in a body that waits: why cells are hidden. It never leaves the desk, and goes when the numbers go out
GROWTH = (
    10  # a running picture changes when a tenth more people have answered: it stays a handful of releases
)


def may_be_made(*, state: str, people: int, minimum: int, is_asked: bool, before: int | None = None) -> None:
    """`before`: people in the tables published last; None where only a running picture, or nothing, is out. Raises
    Conflict, Invalid."""
    if state == "draft":
        raise Conflict("voices.release.draft", "まだ はじまっていません。はじまると、数が あつまります。")
    if is_asked:
        raise Conflict(
            "voices.release.asked",
            "もう 1つ 確認を 待っています。さきに それを 公開するか、とりさげてください。",
        )
    if before is None and missing(people=people, minimum=minimum):
        raise Invalid(
            "voices.release.few",
            f"答えた人が {minimum}人より すくないので、公開できません。だれの 答えか わかるおそれが あります。もう少し あつまってから 用意してください。",
        )
    if missing(people=people, minimum=minimum, before=before):
        raise Invalid(
            "voices.release.few_more",
            f"前の 公開から {minimum}人 ふえていません。いま 出すと、ならべたときに だれの 答えか わかるので、ほとんどの数を かくすことに なります。もう少し あつまってから 用意してください。",
        )


def missing(*, people: int, minimum: int, before: int | None = None) -> int:
    """How many more must come until `may_be_made` has nothing against their number; `before` as there."""
    return max(0, minimum - (people - (before or 0)))


def must_show(nothing: bool) -> None:
    """Raises Invalid where every number would be hidden."""
    if nothing:
        raise Invalid(
            "voices.release.nothing",
            "いまは どの数も 出せません。少ない数が わかってしまうからです。もう少し あつまってから 用意してください。",
        )


def other_person(asked_by: int | None, settles: int) -> None:
    """Raises NotAllowed for whoever made it ready."""
    if asked_by == settles:
        raise NotAllowed(
            "voices.release.same",
            "用意した人は 公開できません。別の 担当の人に 見てもらってください。",
        )


def is_time(people: int, before: int, *, minimum: int) -> bool:
    """Whether a running picture may change: `before` people stood in the last one (0: there was none)."""
    return people - before >= max(minimum, before // GROWTH)


def public(body: Mapping[str, Any]) -> dict[str, Any]:
    """Without what only the second person may see."""
    return {name: value for name, value in body.items() if name != WHY}
