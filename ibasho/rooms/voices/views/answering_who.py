"""Who answers: the big buttons of the first step, and in whose words and with which promise the second is put."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ibasho.rooms.voices.models import Door, Hearing
from ibasho.rooms.voices.rules import wordings
from ibasho.rooms.voices.rules.kinds import Respondent, Wording
from ibasho.town.areas.stages import Stage

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Who:
    """`code`: as it stands in the address."""

    code: str
    respondent: str
    stage: str
    label: Words
    icon: str

    @property
    def is_child(self) -> bool:
        return self.respondent == Respondent.CHILD


def _child(stage: Stage, label: Words, icon: str) -> Who:
    return Who(stage.value, Respondent.CHILD.value, stage.value, label, icon)


def _adult(respondent: Respondent, label: Words, icon: str) -> Who:
    return Who(respondent.value, respondent.value, "", label, icon)


CHILDREN = (
    _child(Stage.INFANT, _("小学校に はいる まえ"), "blocks"),
    _child(Stage.LOWER, _("小学 1・2・3年生"), "randoseru"),
    _child(Stage.UPPER, _("小学 4・5・6年生"), "ball"),
    _child(Stage.JUNIOR, _("中学生"), "bicycle"),
    _child(Stage.HIGH, _("高校生の 年の人"), "bus"),
)
ADULTS = (
    _adult(Respondent.PARENT, _("子育てを している人"), "baby"),
    _adult(Respondent.GROUP, _("居場所を している人"), "arch"),
    _adult(Respondent.SHOP, _("お店の人"), "noren"),
    _adult(Respondent.FARMER, _("農家の人"), "carrot"),
    _adult(Respondent.SUPPORTER, _("応援している人"), "heart"),
)
SCHOOL = (Stage.LOWER, Stage.UPPER, Stage.JUNIOR, Stage.HIGH)
WORDING_LABELS: dict[Wording, Words] = {
    Wording.SMALL: _("小学生の ことば"),
    Wording.TEEN: _("中学生・高校生の ことば"),
    Wording.EASY: _("やさしい 日本語"),
}
OWN_WORDS = _("ふつうの ことば")


def asked(hearing: Hearing, door: Door | None = None) -> list[Who]:
    """Those this hearing asks, children first by age. A class's door knows its children's age."""
    stages = [door.stage] if door and door.stage else hearing.stages or SCHOOL
    has_children = Respondent.CHILD in hearing.respondents
    children = [one for one in CHILDREN if has_children and one.stage in stages]
    if door and door.stage and children:
        return children
    return children + [one for one in ADULTS if one.respondent in hearing.respondents]


def chosen(found: list[Who], code: str) -> Who | None:
    """The one named in the address; where only one is asked, nobody is made to choose."""
    if len(found) == 1:
        return found[0]
    return next((one for one in found if one.code == code), None)


def wording(who: Who, told: str) -> Wording:
    """`told`: what was pressed, "" for the usual."""
    offered = wordings.offered(who.respondent)
    usual = wordings.wording_of(who.respondent, who.stage)
    return next((one for one in offered if one == told), usual)


def wordings_for(who: Who, current: Wording) -> list[tuple[str, Words, bool]]:
    """(code, label, is this one) for the switch above the questions."""
    return [
        (one.value, WORDING_LABELS.get(one, OWN_WORDS), one == current)
        for one in wordings.offered(who.respondent)
    ]


def promise(who: Who) -> str:
    """Which of the three sentences about one's name stands beside the button."""
    if not who.is_child:
        return "adult"
    return "small" if who.stage in (Stage.INFANT, Stage.LOWER) else "older"


def asks_children(hearing: Hearing) -> bool:
    return Respondent.CHILD in hearing.respondents


def told(hearing: Hearing, to_child: bool | None = None) -> dict[str, str]:
    """Title and purpose in a child's words, or where no child is asked in the grown-ups'."""
    if asks_children(hearing) if to_child is None else to_child:
        return {"title": hearing.child_title, "purpose": hearing.child_purpose}
    return {"title": hearing.title, "purpose": hearing.purpose}
