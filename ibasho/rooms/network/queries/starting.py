"""Start-ups: the board, one with its steps, where starters stall."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.db.models import Exists, Min, OuterRef, Prefetch, Q, QuerySet

from ibasho.base.kernel import clock
from ibasho.base.ui.charts import Bar, Chart, bars
from ibasho.base.ui.links import Link
from ibasho.rooms.network.models import StartUp, Step
from ibasho.rooms.network.rules import starting as rules
from ibasho.rooms.network.rules.kinds import StartState, StepCode
from ibasho.rooms.network.rules.starting import Stall, Stand
from ibasho.rooms.network.rules.steps import WORDS, StepWords
from ibasho.town.places.models import Headcount, Place, Session, SessionReport

LINK = Link("network.start", "network:start_own")
ENDED_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Stone:
    """One step as it is drawn. `days` since it is as it is, or since its turn came where it stands now."""

    words: StepWords
    step: Step
    here: bool
    days: int

    @property
    def is_closed(self) -> bool:
        return self.step.state in rules.CLOSED_STEPS

    @property
    def look(self) -> str:
        """done, here or ahead: what the picture knows."""
        return "done" if self.is_closed else "here" if self.here else "ahead"


@dataclass(frozen=True, slots=True)
class Path:
    """A start-up and its stones in order."""

    startup: StartUp
    stones: tuple[Stone, ...]

    @property
    def here(self) -> Stone | None:
        return next((one for one in self.stones if one.here), None)

    @property
    def closed(self) -> int:
        return sum(one.is_closed for one in self.stones)

    @property
    def days_here(self) -> int:
        return self.here.days if self.here else 0


@dataclass(frozen=True, slots=True)
class Column:
    """The start-ups that stand at one step, the longest first."""

    words: StepWords
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Board:
    asked: tuple[Path, ...]
    columns: tuple[Column, ...]
    resting: tuple[Path, ...]
    ended: tuple[Path, ...]


def startups() -> QuerySet[StartUp]:
    steps = Prefetch("steps", Step.objects.select_related("helper"))
    return StartUp.objects.select_related("keeper", "place", "organisation").prefetch_related(steps)


def find(public_id: str) -> StartUp | None:
    return startups().filter(public_id=public_id).first()


def by_token(token: str) -> StartUp | None:
    """Whose link this is. A start-up of which the link was erased is nobody's."""
    return LINK.find(startups(), token)


def path(startup: StartUp, today: date) -> Path:
    steps = {one.code: one for one in startup.steps.all()}
    stands = [_stand(one) for one in steps.values()]
    now = None if startup.state in rules.ENDED else rules.current(stands)
    return Path(
        startup,
        tuple(
            _stone(steps[code.value], now is not None and now.code == code.value, today)
            for code in StepCode
            if code.value in steps
        ),
    )


def board(today: date) -> Board:
    rows = list(startups().exclude(state__in=rules.ENDED).order_by("asked_at", "pk"))
    ended = startups().filter(state__in=rules.ENDED).order_by("-ended_on", "-pk")[:ENDED_SHOWN]
    paths = [path(one, today) for one in rows]
    going = [one for one in paths if one.startup.state == StartState.GOING]
    return Board(
        asked=_of(paths, StartState.ASKED), resting=_of(paths, StartState.RESTING),
        columns=tuple(Column(WORDS[code], _standing_at(going, code)) for code in StepCode),
        ended=tuple(path(one, today) for one in ended),
    )  # fmt: skip


def asked_count() -> int:
    return StartUp.objects.filter(state=StartState.ASKED.value).count()


def asked_since() -> date | None:
    found = StartUp.objects.filter(state=StartState.ASKED.value).aggregate(first=Min("asked_at"))["first"]
    return clock.day(found) if found else None


def stalls(today: date) -> list[Stall]:
    """Over every start-up there ever was; who stands where now, of those that are going or resting."""
    rows = list(startups())
    standing: dict[str, list[int]] = {}
    for one in rows:
        if one.state in (StartState.GOING, StartState.RESTING) and (here := path(one, today).here):
            standing.setdefault(here.words.code.value, []).append(here.days)
    return rules.stalls((_stand(step) for one in rows for step in one.steps.all()), standing)


def picture(found: Iterable[Stall]) -> Chart:
    """Median days per step; the note says of how many, and who stands there now."""
    return bars(
        "どの段に どれだけ かかるか（中央値）",
        [Bar(one.code.label, one.median_days, note=_note(one)) for one in found],
        unit="日", label_head="段",
    )  # fmt: skip


def held_first(today: date) -> list[tuple[StartUp, date]]:
    """Start-ups that are not open yet though their place has held a session that somebody counted, with its first day. What
    was held until a person said 「まだ」 does not count."""
    counted = Exists(Headcount.objects.filter(session=OuterRef("pk"))) | Exists(
        SessionReport.objects.filter(session=OuterRef("pk"))
    )
    found = []
    waiting = startups().filter(state__in=(StartState.GOING, StartState.RESTING), place__isnull=False)
    for one in waiting.order_by("pk"):
        since = clock.day(one.asked_at)
        if one.not_yet_on is not None:
            since = max(since, one.not_yet_on + timedelta(days=1))
        held = Session.objects.filter(
            counted, place=one.place, state=Session.State.PLANNED, day__range=(since, today),
        ).aggregate(first=Min("day"))["first"]  # fmt: skip
        if held is not None:
            found.append((one, held))
    return found


def places_for(startup: StartUp) -> QuerySet[Place]:
    """What it may be connected with: places of its group, or drafts; none that another start-up has."""
    taken = StartUp.objects.filter(place__isnull=False).exclude(pk=startup.pk).values("place")
    own = Q(organisation=startup.organisation_id) if startup.organisation_id else Q(pk=startup.place_id)
    drafts = Q(state__in=(Place.State.DRAFT, Place.State.PENDING))
    rows = Place.objects.filter(own | drafts | Q(pk=startup.place_id)).exclude(pk__in=taken)
    return rows.exclude(state__in=(Place.State.ENDED, Place.State.REFUSED)).order_by("name", "pk")


def of_organisation(organisation_id: int, today: date) -> list[Path]:
    rows = startups().filter(organisation_id=organisation_id).exclude(state=StartState.STOPPED.value)
    return [path(one, today) for one in rows.order_by("-moved_at", "-pk")]


def _stand(step: Step) -> Stand:
    return Stand(step.code, step.state, step.since, step.begun_on)


def _stone(step: Step, here: bool, today: date) -> Stone:
    since = (step.begun_on or step.since) if here else step.since
    return Stone(WORDS[StepCode(step.code)], step, here, max(0, (today - since).days))


def _of(paths: Iterable[Path], state: StartState) -> tuple[Path, ...]:
    return tuple(one for one in paths if one.startup.state == state)


def _standing_at(paths: Iterable[Path], code: StepCode) -> tuple[Path, ...]:
    """Where every step is closed but the place is not open yet it stands at the last one."""
    last = list(StepCode)[-1]
    here = [
        one for one in paths if (one.here.words.code if one.here else last) is code
    ]  # fmt: skip
    return tuple(sorted(here, key=lambda one: (-one.days_here, one.startup.pk)))


def _note(one: Stall) -> str:
    now = f"いま {one.standing}件（長いもので {one.longest_days}日）" if one.standing else "いま 0件"
    return f"すんだ {one.done}件・{now}"


def days_to_open(opened: Iterable[StartUp]) -> list[int]:
    """From the first word to the first session."""
    return [
        max(0, (one.first_on - clock.day(one.asked_at)).days) for one in opened if one.first_on is not None
    ]


def middle(days: list[int]) -> float | None:
    return float(median(days)) if days else None
