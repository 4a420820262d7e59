"""What the city decides about a theme, and why, in its own words and in a child's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid, NotAllowed
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.voices.actions import themes
from ibasho.rooms.voices.models import Decision, Theme
from ibasho.rooms.voices.rules import clock as rules
from ibasho.rooms.voices.rules.kinds import Verdict

WHY_MAX, CHILD_WHY_MAX = 400, 200


@transaction.atomic
def decide(*, theme: Theme, values: Mapping[str, Any], by: Actor, at: datetime) -> Decision:
    """`values`: verdict, why, child_why, next_on (for 検討中). A new decision takes the place of the last, which stays to
    be read. Raises Invalid for a missing reason or day, or where nothing would change."""
    one = themes.lock(theme, by, at)
    if by.person_id is None:
        raise NotAllowed("decision.nobody", _("答えは 人が 決めます。ログインしてから 決めてください。"))
    made = Decision(theme=one, by_id=by.person_id, decided_on=clock.day(at), **_checked(values, at))
    _is_new(one.decisions.last(), made)
    made.save(force_insert=True)
    journal.record(
        "voices.theme.decide", noun="voices.Theme", object_id=one.pk, by=by, at=at, why=made.why,
        data={"verdict": made.verdict, "next_on": str(made.next_on or "")},
    )  # fmt: skip
    return made


def _checked(values: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    if values["verdict"] not in set(Verdict):
        words = _("どうするかを 1つ えらんでください。")
        raise Invalid("decision.verdict", words, fields={"verdict": words})
    why = reason(
        values["why"], code="decision.why", most=WHY_MAX,
        sentence=_("わけが ありません。なぜ そう 決めたのかを 書いてください。"),
    )  # fmt: skip
    child_why = reason(
        values["child_why"], code="decision.child_why", field="child_why", most=CHILD_WHY_MAX,
        sentence=_("こどもへの わけが ありません。小学3年生に 話すつもりで 書いてください。"),
    )  # fmt: skip
    next_on = rules.next_day(values["verdict"], values.get("next_on"), clock.day(at))
    return {"verdict": values["verdict"], "why": why, "child_why": child_why, "next_on": next_on}


def _is_new(last: Decision | None, made: Decision) -> None:
    """A button pressed twice answers once."""
    same = ("verdict", "why", "child_why", "next_on")
    if last is not None and all(getattr(last, name) == getattr(made, name) for name in same):
        raise Invalid(
            "decision.same", _("いまの 答えと 同じです。かえるところが あれば なおして おしてください。")
        )
