"""By whom a published table is cut: children by their stage, everybody else by what they are. Pure.

Codes are what stands in a Release: `child.upper`, `parent`. Those nobody asked for, and children of whom no stage is known,
are one line together, so that no line of one person comes to be."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ibasho.rooms.voices.rules.kinds import CHILD_STAGES, Respondent
from ibasho.town.areas.stages import Stage

OTHER = "other"
OTHER_LABEL = "そのほかの人"
NO_DISTRICT = "unknown"
NO_DISTRICT_LABEL = "わからない・市の外"


def asked(respondents: Collection[str], stages: Collection[str]) -> tuple[str, ...]:
    """The lines a hearing has, whether or not anybody answered. `stages` empty: every child is asked."""
    wanted = [stage for stage in CHILD_STAGES if not stages or stage in stages]
    children = [f"{Respondent.CHILD.value}.{stage.value}" for stage in wanted]
    return (
        *(children if Respondent.CHILD in respondents else ()),
        *(one.value for one in Respondent if one != Respondent.CHILD and one in respondents),
    )


def code(respondent: str, stage: str, lines: Collection[str]) -> str:
    """On which of `lines` (or OTHER) somebody stands."""
    own = f"{respondent}.{stage}" if respondent == Respondent.CHILD else respondent
    return own if own in lines else OTHER


def label(code: str) -> str:
    if code == OTHER:
        return OTHER_LABEL
    kind, _dot, stage = code.partition(".")
    return Stage(stage).label if stage else Respondent(kind).label


def is_child(code: str) -> bool:
    return code.startswith(f"{Respondent.CHILD.value}.")


def picture(code: str) -> str:
    """An icon of base.ui."""
    return _PICTURES.get(code, "randoseru" if is_child(code) else "adult")


def sort(codes: Iterable[str]) -> list[str]:
    """Children by age, then the others in their order, OTHER last."""
    order = {one: at for at, one in enumerate((*asked(tuple(Respondent), ()), OTHER))}
    return sorted(codes, key=lambda one: order.get(one, len(order)))


_PICTURES = {
    "child.infant": "baby",
    "child.junior": "user",
    "child.high": "user",
    "group": "friends",
    "shop": "noren",
    "farmer": "carrot",
    "supporter": "heart",
    OTHER: "friends",
}
