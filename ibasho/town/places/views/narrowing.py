"""What a calendar or the map is narrowed by, read from its address, and back to addresses. No cookie plays a part:
whoever follows a link, or prints it, sees the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ibasho.town.places.queries.criteria import Criteria
from ibasho.town.places.rules import pictures
from ibasho.town.places.rules.kinds import PlaceKind
from ibasho.town.places.rules.stages import CHILD_STAGES
from ibasho.town.places.views import asking
from ibasho.town.places.views.chooser import STAGE_WORDS, Choice

DISTRICT_MAX = 16
NARROWED_BY = ("kind", "stage", "district", "alone", "free", "page", "all")  # all parameters but typed words


@dataclass(frozen=True, slots=True)
class Narrowing:
    """`there` are the kinds of which the city has one: no picture is offered that finds nothing."""

    criteria: Criteria
    there: tuple[PlaceKind, ...]

    @classmethod
    def read(cls, query: QueryDict, there: list[PlaceKind]) -> Narrowing:
        """What is not understood narrows nothing."""
        asked = asking.criteria(query, query.get("stage", ""))
        narrowed = Criteria(
            stage=asked.stage, alone=asked.alone, free=asked.free, kinds=asked.kinds, text=asked.text,
            district=query.get("district", "")[:DISTRICT_MAX], page=asked.page,
        )  # fmt: skip
        return cls(narrowed, tuple(there))

    def query(self, **changes: Any) -> str:
        """`?…` with changes (None leaves a parameter out), or nothing where nothing is narrowed."""
        pairs = [
            (name, value)
            for name, values in {**self._parameters(), **changes}.items()
            for value in (values if isinstance(values, tuple | list) else (values,))
            if value not in (None, "", False)
        ]
        return "?" + urlencode(pairs) if pairs else ""

    @property
    def link(self) -> str:
        """The same narrowing on another page."""
        return self.query()

    @property
    def kinds(self) -> list[Choice]:
        """One picture per word a child knows: 「あかちゃん」 holds two of the city's kinds."""
        groups: dict[str, list[PlaceKind]] = {}
        for kind in self.there:
            groups.setdefault(kind.child_label, []).append(kind)
        return [self._kind(words, group) for words, group in groups.items()]

    @property
    def stages(self) -> list[Choice]:
        now = self.criteria.stage
        every = Choice(_("みんな"), self._to(stage=None), now is None)
        return [
            every,
            *(Choice(STAGE_WORDS[one], self._to(stage=one.value), one is now) for one in CHILD_STAGES),
        ]

    @property
    def ways(self) -> list[Choice]:
        alone, free = self.criteria.alone, self.criteria.free
        return [
            Choice(_("ひとりで 行ける"), self._to(alone="" if alone else "1"), alone, "alone", "lime"),
            Choice(_("お金が いらない"), self._to(free="" if free else "1"), free, "yen", "yellow"),
        ]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What the form with district and words keeps of the rest."""
        kept = [("kind", kind.value) for kind in self.criteria.kinds]
        kept += [("stage", self.criteria.stage.value)] if self.criteria.stage else []
        return kept + [(name, "1") for name in ("alone", "free") if getattr(self.criteria, name)]

    def _to(self, **changes: Any) -> str:
        """A link that leaves this page's address as it is; an empty one would lead to the query as it was."""
        return self.query(**changes) or "?"

    def _kind(self, words: str, group: list[PlaceKind]) -> Choice:
        chosen = self.criteria.kinds
        on = all(kind in chosen for kind in group)
        left = [kind.value for kind in chosen if kind not in group]
        after = left if on else left + [kind.value for kind in group]
        tint = pictures.TINTS.get(group[0], pictures.OTHER_TINT)
        return Choice(words, self._to(kind=after), on, group[0].icon, tint)

    def _parameters(self) -> dict[str, Any]:
        asked = self.criteria
        return {
            "kind": tuple(kind.value for kind in asked.kinds),
            "stage": asked.stage.value if asked.stage else None,
            "district": asked.district,
            "alone": "1" if asked.alone else None,
            "free": "1" if asked.free else None,
            "q": asked.text.strip(),
        }
