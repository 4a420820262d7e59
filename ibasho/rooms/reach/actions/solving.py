"""The work of the job behind a plan: ask the solver, keep what it finds as it finds it, check it by a whole study."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from time import monotonic

from django.utils.translation import gettext as _

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import DomainError, Invalid
from ibasho.rooms.reach.actions import plans, studies
from ibasho.rooms.reach.engine import siting
from ibasho.rooms.reach.engine.siting import Answer, Cause, Impossible
from ibasho.rooms.reach.models import Plan
from ibasho.rooms.reach.queries import answering
from ibasho.rooms.reach.queries.siting import Question, question
from ibasho.rooms.reach.rules.scenarios import Scenario

SECONDS_MAX = 60.0
KEEP_EVERY = 3.0  # seconds between two answers that are kept on the way
CAUSES = {
    Cause.NO_ROWS: "この年代の こどもは、えらんだ時間に もう どこかへ 行けるか、どの候補にも 時間に まにあいません。時間帯か 候補を ふやしてください。",
    Cause.NO_COLUMNS: "えらべる場所と時間の 組み合わせが ありません。「えらばない」を へらすか、候補を ふやしてください。",
    Cause.NO_BUDGET: "開く回数が 0回です。1回から えらべます。",
    Cause.PIN_FORBIDDEN: "「かならず」と「えらばない」の 両方に なっている場所が あります。どちらかを 外してください。",
    Cause.PINS_OVER_BUDGET: "「かならず」が 開く回数より 多いです。回数を ふやすか、「かならず」を へらしてください。",
    Cause.PINS_OVER_LIMIT: "「かならず」が、1つの場所で 開ける回数より 多いです。どちらかを かえてください。",
    Cause.FLOOR_OUT_OF_REACH: "どの小学校区にも とどくように、という きまりを みたす計画が ありません。",
}


class Overtaken(Exception):  # noqa: N818 - not an error: somebody asked anew
    """What this run still finds nobody wants to know."""


def work(*, plan_id: int, run: int, by: Actor, now: Callable[[], datetime]) -> None:
    """Raises Invalid with a sentence where there is no answer; nothing of one is kept then."""
    rows = Plan.objects.select_related("base", "base__population").defer("base__cells")
    plan = rows.filter(pk=plan_id).first()
    if plan is None or plan.state != Plan.State.SOLVING or plans.run_of(plan) != run:
        return
    asked = question(plan)
    keeper = _Keeper(plan, asked, run, by, now)
    try:
        answer = siting.solve(asked.problem, seconds=SECONDS_MAX, on_better=keeper.heard)
        keeper.keep(answer, done=True)
    except Impossible as reason:
        raise Invalid(f"reach.plan_{reason.cause}", _(CAUSES[reason.cause])) from reason
    except Overtaken:
        return
    _check_by_study(plan, by, now())


class _Keeper:
    """Keeps the first answer at once and better ones now and then."""

    def __init__(self, plan: Plan, asked: Question, run: int, by: Actor, now: Callable[[], datetime]) -> None:
        self._plan, self._asked, self._run, self._by, self._now = plan, asked, run, by, now
        self._kept_at: float | None = None

    def heard(self, answer: Answer) -> None:
        if self._kept_at is None or monotonic() - self._kept_at >= KEEP_EVERY:
            self.keep(answer, done=False)

    def keep(self, answer: Answer, *, done: bool) -> None:
        found, openings = answering.told(self._plan, self._asked, answer)
        kept = plans.keep(
            plan_id=self._plan.pk, run=self._run, found=found, openings=openings, done=done, by=self._by,
            at=self._now(),
        )  # fmt: skip
        if not kept:
            raise Overtaken
        self._kept_at = monotonic()


def _check_by_study(plan: Plan, by: Actor, at: datetime) -> None:
    """The study 「この計画なら」, to be looked at beside the city as it is. A crowd of studies is no reason to fail."""
    if plan.base is None:
        return
    try:
        studies.ask(
            scenario=Scenario(plan.base.scenario), near=plan.base.first, title=plan.title,
            population=plan.base.population, plan=plan, by=by, at=at,
        )  # fmt: skip
    except DomainError:
        return
