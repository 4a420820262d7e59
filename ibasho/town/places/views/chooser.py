"""The choices above a list, each as a link that works without scripts: what it is called, where it leads, if it is on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel import clock
from ibasho.town.places.queries.criteria import When
from ibasho.town.places.rules.stages import CHILD_STAGES, Stage
from ibasho.town.places.rules.wishes import WISHES
from ibasho.town.places.views.asking import EVERY_STAGE, HOME_TIMES, Asked

STAGE_WORDS = {
    Stage.INFANT: _("がっこうの まえ"),
    Stage.LOWER: _("小学 1・2・3年"),
    Stage.UPPER: _("小学 4・5・6年"),
    Stage.JUNIOR: _("中学生"),
    Stage.HIGH: _("高校生"),
    Stage.ADULT: _("おとな"),
}
WHEN_WORDS = {When.NOW: _("いま"), When.TODAY: _("きょう"), When.WEEK: _("今週")}


@dataclass(frozen=True, slots=True)
class Choice:
    label: str | Promise
    href: str
    on: bool
    picture: str = ""
    tint: str = ""


@dataclass(frozen=True, slots=True)
class Chooser:
    """All choices of one question."""

    asked: Asked

    @property
    def when(self) -> list[Choice]:
        now = self.asked.criteria.when
        return [
            Choice(words, self.asked.query(when="" if one is When.TODAY else one.value), one is now)
            for one, words in WHEN_WORDS.items()
        ]

    @property
    def wishes(self) -> list[Choice]:
        on = self.asked.criteria.wishes
        return [
            Choice(
                wish.label,
                self.asked.toggled("want", on, wish.code),
                wish.code in on,
                wish.picture,
                wish.tint,
            )
            for wish in WISHES
        ]

    @property
    def ways(self) -> list[Choice]:
        """Alone, and free of charge."""
        asked = self.asked.criteria
        return [
            Choice(_("ひとりで 行ける"), self._switch("alone", on=asked.alone), asked.alone, "alone", "lime"),
            Choice(_("お金が いらない"), self._switch("free", on=asked.free), asked.free, "yen", "yellow"),
        ]

    @property
    def wishes_and_ways(self) -> list[Choice]:
        return [*self.wishes, *self.ways]

    @property
    def stages(self) -> list[Choice]:
        now = self.asked.criteria.stage
        every = Choice(_("みんな"), self.asked.query(stage=EVERY_STAGE), now is None)
        return [every, *self._stages(CHILD_STAGES, now)]

    @property
    def homes(self) -> list[Choice]:
        """帰宅時刻: when the child has to be home."""
        now = self.asked.criteria.home_by
        none = Choice(_("きめない"), self.asked.query(home=None), now is None)
        return [none, *(self._home(hour, now) for hour in HOME_TIMES)]

    @property
    def chosen(self) -> list[Choice]:
        """What is chosen in the folded part; each link takes one off again."""
        asked, found = self.asked.criteria, []
        if asked.stage:
            found.append(Choice(STAGE_WORDS[asked.stage], self.asked.query(stage=EVERY_STAGE), on=True))
        if asked.home_by:
            label = clock.time_label(asked.home_by)
            found.append(Choice(label, self.asked.query(home=None), on=True, picture="house"))
        if asked.text:
            found.append(Choice(f"「{asked.text}」", self.asked.query(q=None), on=True))
        return found

    @property
    def all_off(self) -> str:
        """The same day and start without any narrowing."""
        off = {"q": "", "alone": "", "free": "", "want": (), "feature": (), "kind": (), "home": None}
        return self.asked.query(**off, stage=EVERY_STAGE)

    def _switch(self, name: str, *, on: bool) -> str:
        return self.asked.query(**{name: "" if on else "1"})

    def _stages(self, stages: Iterable[Stage], now: Stage | None) -> list[Choice]:
        return [Choice(STAGE_WORDS[one], self.asked.query(stage=one.value), one is now) for one in stages]

    def _home(self, hour: time, now: time | None) -> Choice:
        return Choice(clock.time_label(hour), self.asked.query(home=hour.strftime("%H:%M")), hour == now)
