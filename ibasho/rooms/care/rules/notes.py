"""What a note says, how soon it wants to be looked at, and in which words its state is told. Pure."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.labelled import Labelled
from ibasho.base.kernel.my_number import contains_my_number, without_my_numbers
from ibasho.rooms.care.rules.kinds import Pace, Sign

WORDS_MAX, CHILD_MAX, SPOT_MAX, WHEN_MAX = 1_000, 20, 60, 60
BOX_BYTES_MAX = 32_768
HURRY = frozenset({Sign.INJURY, Sign.NOT_GOING_HOME})
NUMBER_GONE = "（番号は 消しました）"
NO_SIGN = "気づいたことの 絵を 1つ えらんでください。どれも ちがうときは「そのほか」で かまいません。"


class When(Labelled):
    """When it was seen, as a chip to press."""

    TODAY = "today", "きょう"
    YESTERDAY = "yesterday", "きのう"
    WEEK = "week", "この1週間"
    AGAIN = "again", "くり返し"


@dataclass(frozen=True, slots=True)
class Note:
    """`place`, `organisation`: public_ids or "". `danger`: whoever wrote it ticked 「いま あぶない」."""

    signs: tuple[Sign, ...]
    when: When = When.TODAY
    when_words: str = ""
    place: str = ""
    organisation: str = ""
    spot: str = ""
    child: str = ""
    words: str = ""
    danger: bool = False

    @property
    def pace(self) -> Pace:
        """Of the note, never of a child."""
        if self.danger or HURRY & set(self.signs):
            return Pace.URGENT
        return Pace.GLAD if set(self.signs) == {Sign.GLAD} else Pace.USUAL

    @property
    def told_when(self) -> str:
        return "・".join(part for part in (self.when.label, self.when_words) if part)


def checked(told: Note) -> Note:
    """As it is kept: tidy, each sign once. Raises Invalid where no sign was chosen or words are too long."""
    if not told.signs:
        raise Invalid("care.no_sign", NO_SIGN, fields={"signs": NO_SIGN})
    tidy = replace(
        told, signs=in_order(told.signs), when_words=told.when_words.strip(), spot=told.spot.strip(),
        child=told.child.strip(), words=told.words.strip(),
    )  # fmt: skip
    limits = {"words": WORDS_MAX, "child": CHILD_MAX, "spot": SPOT_MAX, "when_words": WHEN_MAX}
    wrong = {
        name: f"{most}文字までで 書いてください。"
        for name, most in limits.items()
        if len(getattr(tidy, name)) > most
    }
    if wrong:
        raise Invalid(
            "care.note_long",
            "長すぎる ところが あります。短くして もういちど おくってください。",
            fields=wrong,
        )
    return tidy


def in_order(signs: Iterable[Sign]) -> tuple[Sign, ...]:
    chosen = set(signs)
    return tuple(one for one in Sign if one in chosen)


def of_device(told: Mapping[str, Any]) -> Note:
    """What a device sealed while nobody could correct it: taken as far as it can be read, since no note is ever turned
    away. Unknown signs are 「そのほか」, too long words end, a My Number goes (番号法 20条)."""
    known = {one.value for one in Sign}
    given = _listed(told.get("signs"))
    signs = in_order(Sign(one) for one in given if one in known) or (Sign.OTHER,)
    when = str(told.get("when", ""))
    return Note(
        signs=signs, when=When(when) if when in {one.value for one in When} else When.TODAY,
        when_words=_kept(told, "when_words", WHEN_MAX), place=_kept(told, "place", 16),
        spot=_kept(told, "spot", SPOT_MAX), child=_kept(told, "child", CHILD_MAX), words=_kept(told, "words", WORDS_MAX),
        danger=told.get("danger") is True,
    )  # fmt: skip


def canonical(told: Note) -> str:
    """Equal for equal notes: for the keyed mark that finds one typed twice."""
    parts = [
        [one.value for one in told.signs], told.when.value, told.when_words, told.place, told.organisation, told.spot,
        told.child, told.words, told.danger,
    ]  # fmt: skip
    return unicodedata.normalize("NFKC", json.dumps(parts, ensure_ascii=False))


def signs_json(told: Note) -> str:
    return json.dumps([one.value for one in told.signs])


def where_json(told: Note) -> str:
    """What the centre reads beside the signs; `danger` only where it was ticked."""
    where = {
        "place": told.place,
        "organisation": told.organisation,
        "when": told.told_when,
        "spot": told.spot,
    }
    return json.dumps({**where, **({"danger": True} if told.danger else {})}, ensure_ascii=False)


class Told(Labelled):
    """What the writer hears, and nothing more."""

    SENT = "sent", "とどきました"
    TAKEN = "taken", "対応しています"
    THANKS = "thanks", "ありがとうございました"


TOLD_ICONS = {Told.SENT: "mail", Told.TAKEN: "hands", Told.THANKS: "smile"}


@dataclass(frozen=True, slots=True)
class Standing:
    """`since`: when it came to this. `by`: the day the centre promised to answer by; None once it has."""

    told: Told
    since: datetime
    by: date | None
    late: bool

    @property
    def icon(self) -> str:
        return TOLD_ICONS[self.told]

    @property
    def steps(self) -> list[tuple[Told, str, bool]]:
        """Each of the three with its picture and whether it is reached."""
        reached = list(Told).index(self.told)
        return [(one, TOLD_ICONS[one], place <= reached) for place, one in enumerate(Told)]


def standing(
    *,
    received_at: datetime,
    taken_at: datetime | None,
    answered_at: datetime | None,
    answer_by: date,
    at: datetime,
) -> Standing:
    """How a note ended is the centre's own: answered and closed say the same."""
    if answered_at is not None:
        return Standing(Told.THANKS, answered_at, None, False)
    late = clock.day(at) > answer_by
    if taken_at is not None:
        return Standing(Told.TAKEN, taken_at, answer_by, late)
    return Standing(Told.SENT, received_at, answer_by, late)


def _listed(told: Any) -> list[str]:
    return [one for one in told if isinstance(one, str)] if isinstance(told, list) else []


def _kept(told: Mapping[str, Any], name: str, most: int) -> str:
    value = told.get(name)
    if not isinstance(value, str):
        return ""
    # A NUL is no letter: the database keeps none; half a pair (a picture cut in two) is none either.
    text = value.replace("\0", "").encode("utf-8", "replace").decode().strip()[:most]
    while contains_my_number(text):  # what is cut off may end in one
        text = without_my_numbers(text, NUMBER_GONE)[:most]
    return text
