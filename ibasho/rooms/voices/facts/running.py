"""Numbers of the running 年度 as the desk counts them. Of groups, never of a child."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from statistics import median

from django.conf import settings

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.facts import Audience, Fact, Mark
from ibasho.rooms.voices.models import Hearing
from ibasho.rooms.voices.queries import heard, themes
from ibasho.rooms.voices.rules.heard import Heard
from ibasho.rooms.voices.rules.kinds import Respondent, Verdict

BOOK = "こどもの声の記録"
REFLECTED = (Verdict.REFLECT, Verdict.PARTLY)


def hearings_held(today: date) -> Fact:
    return _fact(len(heard.of_year(today)), "回", "この年度に 意見を きいた回", "hearings_held", today)


def children_heard(today: date) -> Fact:
    return _people(Respondent.CHILD, "children_heard", today)


def parents_heard(today: date) -> Fact:
    return _people(Respondent.PARENT, "parents_heard", today)


def place_people_heard(today: date) -> Fact:
    """Groups, shops, farmers, supporters."""
    found = _heard(today)
    value = sum(n for kind, n in found.by_kind.items() if kind not in (Respondent.CHILD, Respondent.PARENT))
    return _fact(
        value,
        "人",
        "この年度に きいた 居場所の人（のべ）",
        "place_people_heard",
        today,
        marks=_published(today),
    )


def children_share(today: date) -> Fact:
    """Children heard of a hundred who live in the city."""
    found = _heard(today)
    value = None if found.share is None else round(found.share, 2)
    return _fact(
        value, "%", "この年度に きいた こども（のべ）÷ いる こども", "children_share", today,
        n=None if found.children is None else round(found.children), marks=_published(today) | {Mark.ESTIMATED},
    )  # fmt: skip


def districts_not_heard(today: date) -> Fact:
    found = _heard(today)
    return _fact(
        len(found.unheard_districts()), "校区", "この年度に こどもの声を 1つも きいていない 小学校区", "districts_not_heard", today,
        n=len(found.rows()),
    )  # fmt: skip


def reflection_rate(today: date) -> Fact:
    """Of the themes that were decided for good, how many are reflected wholly or in part, in percent."""
    decided = [one.decision for one in themes.chains(themes.standing(), today) if one.decision]
    final = [one for one in decided if one.verdict != Verdict.CONSIDERING]
    value = _percent(sum(one.verdict in REFLECTED for one in final), len(final))
    return _fact(
        value, "%", "決めた テーマの うち、反映する・一部 反映する", "reflection_rate", today, n=len(final)
    )


def answer_days(today: date) -> Fact:
    """The middle wait from a theme's oldest voice to its first answer that is more than 検討中."""
    waits = [(one.answered_on - one.since_on).days for one in themes.answered()]
    value = median(waits) if waits else None
    return _fact(
        value, "日", "いちばん古い声から 答えるまでの日数（中央値）", "answer_days", today, n=len(waits)
    )


def answers_overdue(today: date) -> Fact:
    return _fact(len(themes.overdue(today)), "件", "答える日が すぎた テーマ", "answers_overdue", today)


def answered_share(today: date) -> Fact:
    """Of the voices that were read, how many stand in a theme with an answer, in percent."""
    answered, read = themes.reached()
    return _fact(_percent(answered, read), "%", "答えの とどいた声の 割合", "answered_share", today, n=read)


def _heard(today: date) -> Heard:
    return heard.of(heard.of_year(today), today)


def _people(kind: Respondent, query: str, today: date) -> Fact:
    value = _heard(today).by_kind[kind]
    return _fact(
        value, "人", f"この年度に きいた {kind.label}（のべ）", query, today, marks=_published(today)
    )


def _published(today: date) -> frozenset[Mark]:
    """Some of it was taken over from what was published of a hearing held elsewhere."""
    elsewhere = Hearing.objects.filter(pk__in=[one.pk for one in heard.of_year(today)]).exclude(
        source_name=""
    )
    return frozenset({Mark.PUBLISHED}) if elsewhere.exists() else frozenset()


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def _fact(
    value: float | None, unit: str, what: str, query: str, today: date, *, n: int | None = None,
    marks: frozenset[Mark] = frozenset(),
) -> Fact:  # fmt: skip
    few = n is not None and n < settings.SMALL_NUMBER_MIN
    return Fact(
        value=value, unit=unit, source=f"{BOOK}: {what}（{years.label(years.nendo(today))}）", as_of=today,
        query=f"{__name__}.{query}", n=n, marks=marks | ({Mark.ROUGH} if few else set()), audience=Audience.DESK,
    )  # fmt: skip


FACTS: dict[str, Callable[[date], Fact]] = {
    "hearings_held": hearings_held,
    "children_heard": children_heard,
    "parents_heard": parents_heard,
    "place_people_heard": place_people_heard,
    "children_share": children_share,
    "districts_not_heard": districts_not_heard,
    "reflection_rate": reflection_rate,
    "answer_days": answer_days,
    "answers_overdue": answers_overdue,
    "answered_share": answered_share,
}
