"""What reaches the centre, from where, and how it ended. Pure."""

from __future__ import annotations

from ibasho.base.kernel.labelled import Labelled


class Kind(Labelled):
    DANGER = "danger", "あぶないかもしれない"
    ADULT = "adult", "おとなの こと"


class Source(Labelled):
    """The room that handed it over."""

    VOICES = "voices", "こどもの 声"


class Outcome(Labelled):
    HANDLED = "handled", "センターで 動く"
    KNOWN = "known", "もう 動いている"
    GIVEN_BACK = "given_back", "心配の ことでは なかった（声に もどす）"


TAKEN_WITHIN_DAYS = 1  # working days until somebody must have looked
HELD_DAYS = 3  # working days until everybody of the centre is asked what became of what somebody took
WORDS_KEPT_DAYS = 90  # after the end
ROWS_KEPT_YEARS = 5  # after the end of the 年度
