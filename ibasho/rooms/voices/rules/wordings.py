"""Whose words a question is put in, and what is read where somebody's own words are missing. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ibasho.rooms.voices.rules.kinds import PLACE_PEOPLE, Respondent, Wording
from ibasho.town.areas.stages import Stage

OLDER = (Stage.JUNIOR, Stage.HIGH, Stage.ADULT)
_OWN = {
    Respondent.PARENT: Wording.PARENT,
    Respondent.GROUP: Wording.PLACE,
    Respondent.SHOP: Wording.SHOP,
    Respondent.FARMER: Wording.FARMER,
    Respondent.SUPPORTER: Wording.SUPPORTER,
}
_CHILDREN = (Wording.SMALL, Wording.EASY, Wording.TEEN)
_ADULTS = (Wording.PLACE, Wording.PARENT, Wording.TEEN, Wording.EASY, Wording.SMALL)
_NEXT: dict[Wording, tuple[Wording, ...]] = {
    Wording.SMALL: _CHILDREN,
    Wording.TEEN: (Wording.TEEN, Wording.SMALL, Wording.EASY),
    Wording.EASY: (Wording.EASY, Wording.SMALL, Wording.TEEN),
    Wording.PARENT: (Wording.PARENT, Wording.PLACE, Wording.TEEN, Wording.EASY, Wording.SMALL),
    Wording.PLACE: _ADULTS,
    Wording.SHOP: (Wording.SHOP, *_ADULTS),
    Wording.FARMER: (Wording.FARMER, *_ADULTS),
    Wording.SUPPORTER: (Wording.SUPPORTER, *_ADULTS),
}


def wording_of(respondent: str, stage: str, *, easy: bool = False) -> Wording:
    """`stage` may be empty. `easy`: somebody asked for やさしい日本語."""
    if easy:
        return Wording.EASY
    if respondent in _OWN:
        return _OWN[Respondent(respondent)]
    return Wording.TEEN if stage in OLDER else Wording.SMALL


def offered(respondent: str) -> tuple[Wording, ...]:
    """Among which words a person may choose; their own first."""
    if respondent == Respondent.CHILD:
        return (Wording.SMALL, Wording.TEEN, Wording.EASY)
    return (_OWN[Respondent(respondent)], Wording.EASY)


def text(words: Mapping[str, str], wording: Wording) -> str:
    """In these words, else in the nearest there are; empty only where there are none at all."""
    chain = (*_NEXT[wording], *Wording)
    return next((words[one] for one in chain if words.get(one, "").strip()), "")


def needed(respondents: Iterable[str], stages: Iterable[str]) -> tuple[Wording, ...]:
    """What everything that is read must have before a hearing opens. `stages` empty: every child.

    Groups, shops, farmers and supporters may share one; `editable` names the words they may have of their own."""
    asked, ages = set(respondents), set(stages)
    found: set[Wording] = set()
    if Respondent.CHILD in asked:
        found.add(Wording.EASY)
        if not ages or ages - set(OLDER):
            found.add(Wording.SMALL)
        if not ages or ages & set(OLDER):
            found.add(Wording.TEEN)
    if Respondent.PARENT in asked:
        found |= {Wording.PARENT, Wording.EASY}
    if asked & set(PLACE_PEOPLE):
        found.add(Wording.PLACE)
    return tuple(one for one in Wording if one in found)


def editable(respondents: Iterable[str], stages: Iterable[str]) -> tuple[Wording, ...]:
    """What the editor shows: what is needed, and each asked person's own words."""
    asked = set(respondents)
    found = {*needed(asked, stages), *(own for one, own in _OWN.items() if one in asked)}
    return tuple(one for one in Wording if one in found)


def lacking(
    words: Mapping[str, str], respondents: Iterable[str], stages: Iterable[str]
) -> tuple[Wording, ...]:
    """The needed words that are not written. Words of their own for every asked person of the places are enough."""
    asked = set(respondents)
    missing = [one for one in needed(asked, stages) if not words.get(one, "").strip()]
    if Wording.PLACE in missing:
        own = [_OWN[one] for one in PLACE_PEOPLE if one in asked]
        if all(words.get(one, "").strip() for one in own):
            missing.remove(Wording.PLACE)
    return tuple(missing)
