"""つながり: talks with groups, sheets of 実態把握, start-ups step by step, and wants that meet offers. The 交流会 has a file
of its own, `gatherings`."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from ibasho.base.kernel.actor import Actor
from ibasho.rooms.network.actions import contacts, matching, notices, sheets, start_steps, starting
from ibasho.rooms.network.actions.start_steps import Said
from ibasho.rooms.network.actions.starting import Asked
from ibasho.rooms.network.models import Contact, Match, Notice, StartUp
from ibasho.rooms.network.queries import supporting
from ibasho.rooms.network.rules import starting as start_rules
from ibasho.rooms.network.rules.contacts import Told
from ibasho.rooms.network.rules.kinds import (
    Direction,
    How,
    Issue,
    NoticeState,
    Resource,
    StartState,
    StepCode,
    StepState,
)
from ibasho.rooms.network.rules.notices import Words
from ibasho.rooms.network.rules.sheet import Filled
from ibasho.town.people.models import Organisation
from rehearsal.acts import gatherings
from rehearsal.stage import Stage
from rehearsal.thinning import part

NAME = "network"
SHARE = 0.015
ACTS_A_DAY = 3  # measured
DAY, WEEK = timedelta(days=1), timedelta(days=7)
HOWS = (How.PHONE, How.PHONE, How.VISIT, How.OFFICE, How.MAIL)
ISSUES = (Issue.PEOPLE, Issue.MONEY, Issue.SPACE, Issue.PUBLICITY, Issue.ACCESS, Issue.SUCCESSOR)
GOODS = (
    (Resource.FOOD, "お米", "30kg"), (Resource.FOOD, "季節の 野菜", "1箱"), (Resource.TIME, "調理の 手伝い", "月に 1日"),
    (Resource.PLACE, "冷蔵庫の 置き場", "1台"), (Resource.FOOD, "おかし", "100こ"), (Resource.TIME, "勉強を みる人", "2人"),
)  # fmt: skip
DONE_AFTER = timedelta(days=9)


def day(stage: Stage) -> None:
    gatherings.day(stage)
    if stage.day.weekday() >= 5:
        return
    rng, some = stage.rng("network talks"), part(stage, NAME, ACTS_A_DAY)
    for number in range(int(rng.poisson(stage.values["contacts_week"] / 5 * some))):
        stage.when(stage.at(10, 2 * number), partial(_talk, stage, number))
    for number in range(int(rng.poisson(stage.values["sheets_month"] / 21 * some))):
        stage.when(stage.at(14, 2 * number), partial(_hear, stage, number))
    if rng.uniform() < stage.values["startups_year"] / 245:
        stage.when(stage.at(11, 10), partial(_ask_to_start, stage))
    if stage.is_day(weekday=0):
        stage.when(stage.at(16), partial(_walk_on, stage))
    for direction in Direction:
        for number in range(int(rng.poisson(stage.values["wants_month"] / 21 * some))):
            good = int(rng.integers(len(GOODS)))
            stage.when(stage.at(9, 30 + number), partial(_post, stage, direction, good))
    if stage.is_day(weekday=2):
        stage.when(stage.at(15, 30), partial(_bring_together, stage))


def _some_group(stage: Stage, purpose: str) -> Organisation | None:
    found = gatherings.groups()
    return found[int(stage.rng(purpose).integers(len(found)))] if found else None


def _talk(stage: Stage, number: int, at: datetime) -> None:
    group, rng = _some_group(stage, f"network talk {number}"), stage.rng(f"network how {number}")
    if group is None:
        return
    follows = rng.uniform() < 0.4
    told = Told(
        stage.day, HOWS[int(rng.integers(len(HOWS)))], "つぎの 月の 予定と、たりない ものを 聞いた。",
        next_words="たのまれた ものを さがす" if follows else "", next_on=stage.day + WEEK if follows else None,
    )  # fmt: skip
    row = stage.do("network.contact", contacts.write, organisation=group, told=told, by=stage.cast.csw, at=at)
    if row is not None and follows:
        stage.when(at + WEEK, partial(_settle, stage, row))


def _settle(stage: Stage, row: Contact, at: datetime) -> None:
    stage.do("network.settle", contacts.settle, contact=row, by=stage.cast.csw, at=at)


def _hear(stage: Stage, number: int, at: datetime) -> None:
    group, rng = _some_group(stage, f"network sheet {number}"), stage.rng(f"network issue {number}")
    if group is None:
        return
    issue = ISSUES[int(rng.integers(len(ISSUES)))]
    answers = {
        "what": "月に 2回、昼ごはん。",
        "people": "10人ほど。平日が たりない。",
        "wish": "ほかの 団体と 話したい。",
    }
    filled = Filled(stage.day, How.VISIT, answers, issues={issue.value: ""})
    stage.do("network.sheet", sheets.write, organisation=group, filled=filled, by=stage.cast.csw, at=at)


def _ask_to_start(stage: Stage, at: datetime) -> None:
    """Somebody who wants to begin writes on the public page; the CSW takes it two days later."""
    rng = stage.rng("network start-up")
    asked = Asked(
        f"あたらしい 居場所（{stage.day.month}月）", "はじめ たい", phone="051-000-0099", wish="歩いて 行ける 夕ごはん",
        kind="kodomo_shokudo", district_code=str(rng.choice(sorted(set(stage.world.ground.district)))),
    )  # fmt: skip
    row = stage.do(
        "network.start", starting.ask, asked=asked, public_id=rng.bytes(6).hex(), by=Actor.public(), at=at
    )
    if row is not None:
        stage.when(at + 2 * DAY, partial(_take, stage, row))


def _take(stage: Stage, row: StartUp, at: datetime) -> None:
    stage.do("network.take_start", starting.take, startup=row, by=stage.cast.csw, at=at)


def _walk_on(stage: Stage, at: datetime) -> None:
    """Each start-up that goes on does its step this week or takes longer; the last one is the first session."""
    rng = stage.rng("network steps")
    for row in StartUp.objects.filter(state=StartState.GOING).order_by("pk"):
        stands = start_rules.current([starting.stand(one) for one in row.steps.all()])
        if stands is None or rng.uniform() >= 1 / stage.values["step_weeks"]:
            continue
        if stands.code == StepCode.FIRST:
            stage.do(
                "network.opened", starting.opened, startup=row, first_on=stage.day, by=stage.cast.csw, at=at
            )
        else:
            stage.do(
                "network.step", start_steps.set_step, startup=row, code=StepCode(stands.code), said=Said(StepState.DONE),
                by=stage.cast.csw, at=at,
            )  # fmt: skip


def _post(stage: Stage, direction: Direction, good: int, at: datetime) -> None:
    """By a group or a company itself; the city looks at it the next morning that it works."""
    groups = list(Organisation.objects.filter(pk__in=stage.cast.leads, is_active=True).order_by("pk"))
    if not groups:
        return
    group = groups[int(stage.rng(f"network {direction.value}").integers(len(groups)))]
    resource, title, amount = GOODS[good]
    told = Words(
        direction.value, resource.value, title, amount_words=amount, until=stage.day + timedelta(days=90)
    )
    row = stage.do(
        "network.post", notices.post, organisation=group, told=told, by=stage.cast.lead(group.pk), at=at
    )
    if row is not None and row.state == NoticeState.WAITING:
        ahead = 3 if stage.day.weekday() == 4 else 1
        stage.when(at + ahead * DAY, partial(_look, stage, row, told.tidy().mark))


def _look(stage: Stage, row: Notice, seen: str, at: datetime) -> None:
    stage.do("network.look", notices.look, notice=row, seen=seen, by=stage.cast.officer, at=at)


def _bring_together(stage: Stage, at: datetime) -> None:
    """The best pair of the week; both say yes within two days."""
    for pair in supporting.pairs(stage.day, supporting.open_notices(stage.day))[:1]:
        match = stage.do(
            "network.match", matching.bring_together, want=pair.want, offer=pair.offer, by=stage.cast.csw, at=at
        )  # fmt: skip
        if match is not None:
            for side, notice, after in ((Direction.WANT, pair.want, 1), (Direction.OFFER, pair.offer, 2)):
                by = stage.cast.lead(notice.organisation_id)
                stage.when(at + after * DAY, partial(_yes, stage, match, side.value, by))
            stage.when(at + DONE_AFTER, partial(_became, stage, match, pair))


def _yes(stage: Stage, match: Match, side: str, by: Actor, at: datetime) -> None:
    stage.do("network.yes", matching.say_yes, match=match, side=side, by=by, at=at)


def _became(stage: Stage, match: Match, pair: supporting.Pair, at: datetime) -> None:
    children = int(stage.rng(f"network children {match.pk}").integers(10, 60))
    words = f"「{pair.offer.title}」が こどもたちに とどきました"
    done = stage.do(
        "network.became", matching.done, match=match, became=words, children=children, by=stage.cast.csw, at=at
    )  # fmt: skip
    if done is None:
        return
    for notice in (pair.want, pair.offer):
        if Notice.objects.filter(pk=notice.pk).exclude(state=NoticeState.CLOSED).exists():
            by = stage.cast.lead(notice.organisation_id)
            stage.do("network.close", notices.close, notice=notice, by=by, at=at)
