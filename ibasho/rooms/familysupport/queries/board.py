"""For one visit all providers in order, the able first, each with what speaks for them or what stands against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from ibasho.rooms.familysupport.models import Centre, Member, Visit
from ibasho.rooms.familysupport.queries import world as worlds
from ibasho.rooms.familysupport.queries.world import World
from ibasho.rooms.familysupport.queries.world_rows import STANDING
from ibasho.rooms.familysupport.rules import eligibility, ranking
from ibasho.rooms.familysupport.rules.kinds import UnmetReason, VisitState

WITH_REQUEST = ("request__member", "provider")


@dataclass(frozen=True, slots=True)
class Candidate:
    """`reasons` say what speaks for them, `why_not` what stands against it ("" if able). `minutes` from their home.
    `firm`: nothing the provider says changes `why_not`. `jobs`: visits of this month."""

    member: Member
    reasons: list[str] = field(default_factory=list)
    minutes: int | None = None
    why_not: str = ""
    code: str = ""
    firm: bool = False
    jobs: int = 0
    verdict: str = ""
    answer: str = ""

    @property
    def is_able(self) -> bool:
        return not self.why_not


def candidates(visit: Visit, at: datetime) -> list[Candidate]:
    """Every provider of the centre: the able in order, then those left out, whom a word could move before the others."""
    return of_world(worlds.load([visit], at), visit)


def of_world(world: World, visit: Visit) -> list[Candidate]:
    found = []
    for member in world.members.values():
        refusal = world.refusal(visit, member)
        facts = world.facts(visit, member)
        pair = visit.pk, member.pk
        one = Candidate(
            member, ranking.reasons(facts), facts.minutes, refusal.sentence if refusal else "",
            refusal.code if refusal else "", refusal is not None and refusal.firm, facts.jobs,
            world.verdicts.get(pair, ""), world.answers.get(pair, ""),
        )  # fmt: skip
        found.append((not one.is_able, one.firm, ranking.order(facts), member.number or 0, member.pk, one))
    return [row[-1] for row in sorted(found, key=lambda row: row[:-1])]


def unmet_reason(visit: Visit, at: datetime) -> UnmetReason:
    """Why nobody can help: what recruiting would have to change. NOBODY_FREE too where somebody still could."""
    found = candidates(visit, at)
    if any(one.is_able for one in found):
        return UnmetReason.NOBODY_FREE
    return eligibility.unmet_reason(one.code for one in found)


def nobody_words(found: Sequence[Candidate]) -> list[str]:
    """Why a plan has nobody for a visit, in at most three sentences."""
    able = [one for one in found if one.is_able]
    if able:
        return [f"できる人は {len(able)}人 いますが、同じころの ほかの依頼に 行くか、回数の 上限に なります"]
    if not found:
        return ["提供会員が まだ いません"]
    told = Counter(one.code for one in found)
    sentences = [_counted(code, count) for code, count in told.most_common() if code in _COUNTED]
    return sentences[:3] or ["いま たのめる提供会員が いません"]


_COUNTED = {
    "said_no": "今回は むずかしいと 返事が ありました", "not_free": "この時間は 動けません", "away": "お休みの 予定です",
    "far": "家が 遠いです", "car": "車が ありません", "seat": "チャイルドシートが ありません",
    "skill": "ひつような ことが できません", "age": "この年れいを 希望していません", "wish": "ほかの内容を 希望しています",
    "where": "この場所を 希望していません", "children": "この人数を 預かれません", "courses": "講習の 期限が 切れています",
    "overlap": "同じ時間に ほかの依頼が あります", "week_full": "週の 回数の 上限です", "day_full": "1日の 回数の 上限です",
    "travel": "移動の時間が たりません", "forbidden": "「しない」と 決めてあります", "paused": "休止中です",
}  # fmt: skip


def _counted(code: str, count: int) -> str:
    return f"{count}人は {_COUNTED[code]}"


def week_visits(centre: Centre, monday: date, at: datetime) -> list[Visit]:
    """What a plan of the week looks at: what is still to be found, and what is decided."""
    rows = Visit.objects.filter(_ahead(at) | Q(state__in=STANDING), **_week(centre, monday))
    return list(rows.select_related(*WITH_REQUEST).order_by("starts_at", "pk"))


def open_visits(centre: Centre, monday: date, at: datetime) -> list[Visit]:
    rows = Visit.objects.filter(_ahead(at), **_week(centre, monday))
    return list(rows.select_related(*WITH_REQUEST).order_by("starts_at", "pk"))


def first_open(at: datetime) -> date | None:
    """The day of the next visit that still looks for somebody."""
    return Visit.objects.filter(_ahead(at)).order_by("starts_at").values_list("day", flat=True).first()


def _ahead(at: datetime) -> Q:
    return Q(state=VisitState.OPEN, starts_at__gt=at)


def _week(centre: Centre, monday: date) -> dict[str, Any]:
    return {"request__member__centre": centre, "day__range": (monday, monday + timedelta(days=6))}
