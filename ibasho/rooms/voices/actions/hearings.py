"""A hearing from its draft to its end; every turn of it can be taken back while nothing rests on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, DomainError, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.actions import themes
from ibasho.rooms.voices.models import Door, Hearing, Step
from ibasho.rooms.voices.queries import hearings_desk
from ibasho.rooms.voices.queries import steps as steps_of
from ibasho.rooms.voices.rules import hearings as rules
from ibasho.rooms.voices.rules import steps as step_rules
from ibasho.rooms.voices.rules.kinds import Channel, Method, StepKind
from ibasho.town.people.permissions import Permission

State = Hearing.State
EDITABLE = frozenset(
    [
        "title", "child_title", "purpose", "child_purpose", "policy", "line_code", "moment", "methods", "respondents",
        "stages", "people_wanted", "access", "opens_on", "closes_on", "answer_days", "cell_min", "live", "source_name",
        "source_url",
    ]
)  # fmt: skip
# What somebody answered to stays as it was asked; only the end of what is still open may move.
# Tables go out by `respondents` and `stages`: with other lines in the next one, the two beside each other would tell more.
FIXED = frozenset(["opens_on", "closes_on", "respondents", "stages", "access", "source_name", "cell_min"])
_NEEDED = {
    "title": "題が ありません。何に ついて きくのかを 短く 書いてください。",
    "child_title": "こどもへの 題が ありません。こどもが 読んで わかる ことばで 書いてください。",
    "purpose": "なんの ために きくかが ありません。わけが わからないと、答えてもらえません。",
    "respondents": "だれに きくかを えらんでください。",
}


@transaction.atomic
def draft(*, values: Mapping[str, Any], by: Actor, at: datetime) -> Hearing:
    """`values` are fields of EDITABLE, and `places`. Its five steps and the page's own door come with it. Raises Invalid."""
    policies.require(by, Permission.VOICES_MANAGE, at=at)
    hearing = Hearing(created_at=at, created_by_id=by.person_id)
    _write(hearing, values)
    hearing.save(force_insert=True)
    hearing.places.set(values.get("places", ()))
    Step.objects.bulk_create(Step(hearing=hearing, kind=kind.value) for kind in StepKind)
    _plan_steps(hearing)
    if not hearing.source_name:
        Door.objects.create(
            hearing=hearing, channel=Channel.WEB, name=Channel.WEB.label, made_by_id=by.person_id
        )
    _note("draft", hearing, by, at, {"title": hearing.title})
    return hearing


@transaction.atomic
def change(*, hearing: Hearing, values: Mapping[str, Any], by: Actor, at: datetime) -> Hearing:
    """Raises Invalid, and Conflict for what cannot change any more."""
    locked = lock(hearing, by, at)
    before = {name: getattr(locked, name) for name in FIXED}
    was_planned = _planned(locked)
    _write(locked, values)
    if locked.state != State.DRAFT:
        _refuse_fixed(locked, before, clock.day(at))
    locked.save(update_fields=sorted(EDITABLE))
    if "places" in values:
        locked.places.set(values["places"])
    _plan_steps(locked, was_planned)
    themes.rewind(locked, at)
    _note("change", locked, by, at, {})
    return locked


@transaction.atomic
def open(*, hearing: Hearing, by: Actor, at: datetime) -> Hearing:
    """From today. Raises Conflict naming what is lacking."""
    locked = lock(hearing, by, at)
    _must_be(locked, State.DRAFT, "もう はじまっています。")
    if locked.source_name:
        raise Conflict(
            "hearing.held_elsewhere", "ほかで きいた回です。「公表された数を のせる」を おしてください。"
        )
    today = clock.day(at)
    rules.check_ready(hearings_desk.sheet(locked, today=today), today=today)
    locked.state, locked.opens_on = State.OPEN, today
    locked.save(update_fields=["state", "opens_on"])
    themes.rewind(locked, at)
    _note("open", locked, by, at, {"opens_on": str(locked.opens_on)})
    return locked


@transaction.atomic
def withdraw(*, hearing: Hearing, by: Actor, at: datetime) -> Hearing:
    """It was opened by mistake and nobody has answered: a draft again, without the day on which a job would open it.
    Raises Conflict."""
    locked = lock(hearing, by, at)
    _must_be(locked, State.OPEN, "いま きいている回では ありません。")
    if hearings_desk.is_answered(locked):
        raise Conflict(
            "hearing.answered",
            "もう 答えた人が いるかもしれないので、下書きには もどせません。やめるときは しめきってください。",
        )
    locked.state, locked.opens_on = State.DRAFT, None
    locked.save(update_fields=["state", "opens_on"])
    _note("withdraw", locked, by, at, {})
    return locked


@transaction.atomic
def close(*, hearing: Hearing, by: Actor, at: datetime) -> Hearing:
    """No answer more from now on; listening is done. Raises Conflict."""
    locked = lock(hearing, by, at)
    _must_be(locked, State.OPEN, "いま きいている回では ありません。")
    today = clock.day(at)
    locked.closes_on = max(min(locked.closes_on or today, today), locked.opens_on or today)
    locked.state = State.CLOSED
    locked.save(update_fields=["state", "closes_on"])
    _settle_listening(locked, locked.closes_on, by)
    _plan_steps(locked)
    themes.rewind(locked, at)
    _note("close", locked, by, at, {"closes_on": str(locked.closes_on)})
    return locked


@transaction.atomic
def show(*, hearing: Hearing, by: Actor, at: datetime) -> Hearing:
    """A hearing held elsewhere comes onto the pages with its published figures alone. Raises Conflict, Invalid."""
    locked = lock(hearing, by, at)
    _must_be(locked, State.DRAFT, "もう のせてあります。")
    if not locked.source_name:
        words = "出典が ありません。どこで 公表された 数かを 書いてください。"
        raise Invalid("hearing.source", words, fields={"source_name": words})
    if locked.opens_on is None or locked.closes_on is None or locked.closes_on > clock.day(at):
        raise Conflict("hearing.published_days", "いつ きいたのか、はじまりと おわりの日を 入れてください。")
    if not locked.figures.exists():
        raise Conflict("hearing.no_figures", "公表された数が まだ ありません。1つ以上 書いてください。")
    _check_prepared(locked)
    locked.state = State.CLOSED
    locked.save(update_fields=["state"])
    _settle_listening(locked, locked.closes_on, by)
    _note("show", locked, by, at, {"source": locked.source_name})
    return locked


@transaction.atomic
def reopen(*, hearing: Hearing, closes_on: date | None, by: Actor, at: datetime) -> Hearing:
    """It is asked on until `closes_on` (empty only for a box). Raises Conflict when the answers are being thought over."""
    locked = lock(hearing, by, at)
    _must_be(locked, State.CLOSED, "しめきった回では ありません。")
    if locked.source_name:
        raise Conflict(
            "hearing.held_elsewhere",
            "ほかで きいた回は、ここでは 答えられません。もとの 紙か ページから 答えてください。",
        )
    _check_new_end(locked, closes_on, clock.day(at))
    listening = steps_of.at(locked.steps.all())
    if not step_rules.may_take_back(StepKind.LISTEN, listening):
        raise Conflict(
            "hearing.reflected",
            "「反映する」が もう 書いてあります。もう一度 ひらくときは、先に それを とりけしてください。",
        )
    locked.state, locked.closes_on = State.OPEN, closes_on
    locked.save(update_fields=["state", "closes_on"])
    locked.steps.filter(kind=StepKind.LISTEN).update(done_on=None, settled_by=None)
    _plan_steps(locked)
    themes.rewind(locked, at)
    _note("reopen", locked, by, at, {"closes_on": str(closes_on or "")})
    return locked


@transaction.atomic
def finish(*, hearing: Hearing, by: Actor, at: datetime) -> Hearing:
    """All five steps are settled and no theme waits for its answer. Raises Conflict."""
    locked = lock(hearing, by, at)
    _must_be(locked, State.CLOSED, "しめきった回では ありません。先に しめきってください。")
    left = step_rules.current(steps_of.at(locked.steps.all()))
    if left is not None:
        raise Conflict(
            "hearing.steps_left", f"まだ「{left.label}」が のこっています。書いてから おわりに してください。"
        )
    step_rules.check_answered(steps_of.facts(locked))
    locked.state = State.FINISHED
    locked.save(update_fields=["state"])
    _note("finish", locked, by, at, {})
    return locked


@transaction.atomic
def unfinish(*, hearing: Hearing, by: Actor, at: datetime) -> Hearing:
    """There is more to do after all. Raises Conflict."""
    locked = lock(hearing, by, at)
    _must_be(locked, State.FINISHED, "おわった回では ありません。")
    locked.state = State.CLOSED
    locked.save(update_fields=["state"])
    _note("unfinish", locked, by, at, {})
    return locked


@transaction.atomic
def discard(*, hearing: Hearing, by: Actor, at: datetime) -> None:
    """A draft that nobody wants any more. Raises Conflict when it was answered."""
    locked = lock(hearing, by, at)
    _must_be(locked, State.DRAFT, "はじめた回は すてられません。しめきって、おわりに してください。")
    if hearings_desk.is_answered(locked):
        raise Conflict(
            "hearing.answered",
            "答えが とどいている回は すてられません。しめきって、結果を のこしてください。",
        )
    _note("discard", locked, by, at, {"title": locked.title})
    locked.delete()


def by_date(*, by: Actor, at: datetime) -> tuple[int, int]:
    """Opens prepared drafts whose day has come and closes what is over; one that is refused stops no other."""
    today = clock.day(at)
    ready = Hearing.objects.filter(state=State.DRAFT, opens_on__lte=today, source_name="").order_by("pk")
    over = Hearing.objects.filter(state=State.OPEN, closes_on__lt=today).order_by("pk")
    begun = sum(_tried(lambda one=one: open(hearing=one, by=by, at=at)) for one in ready)
    ended = sum(_tried(lambda one=one: close(hearing=one, by=by, at=at)) for one in over)
    return begun, ended


def _tried(deed: Any) -> int:
    try:
        deed()
    except DomainError:
        return 0
    return 1


def lock(hearing: Hearing, by: Actor, at: datetime) -> Hearing:
    """Whoever changes anything of a hearing comes through here first, so two never do it at once."""
    policies.require(by, Permission.VOICES_MANAGE, at=at)
    return Hearing.objects.select_for_update().get(pk=hearing.pk)


def _must_be(hearing: Hearing, state: str, words: str) -> None:
    if hearing.state != state:
        raise Conflict(
            "hearing.state", f"{words}だれかが 先に かえたのかもしれません。ページを 見なおしてください。"
        )


def _write(hearing: Hearing, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name == "places":
            continue
        if name not in EDITABLE:
            raise ValueError(f"not to be set: {name}")
        setattr(hearing, name, refuse_my_number(value.strip()) if isinstance(value, str) else value)
    for name, words in _NEEDED.items():
        if not getattr(hearing, name):
            raise Invalid(f"hearing.{name}", words, fields={name: words})
    rules.check_days(hearing.opens_on, hearing.closes_on)
    rules.check_numbers(hearing.answer_days, hearing.cell_min)


def _refuse_fixed(hearing: Hearing, before: Mapping[str, Any], today: date) -> None:
    changed = {name for name, value in before.items() if _differs(getattr(hearing, name), value)}
    if hearing.state == State.OPEN:
        changed.discard("closes_on")
    if changed:
        words = "もう はじまっているので、ここは かえられません。"
        raise Conflict("hearing.fixed", words, fields=dict.fromkeys(changed, words))
    if hearing.state == State.OPEN and (
        hearing.closes_on is None or _differs(hearing.closes_on, before["closes_on"])
    ):
        _check_new_end(hearing, hearing.closes_on, today)


def _differs(now: Any, before: Any) -> bool:
    """A form gives lists in its own order."""
    return (sorted(now) != sorted(before)) if isinstance(now, list) else now != before


def _check_new_end(hearing: Hearing, closes_on: date | None, today: date) -> None:
    if closes_on is None and Method.BOX in hearing.methods:
        return
    if closes_on is None or closes_on < today:
        words = "いつまで きくのか、きょうか それより 後の 日を 入れてください。"
        raise Invalid("hearing.closes_on", words, fields={"closes_on": words})


def _check_prepared(hearing: Hearing) -> None:
    now = step_rules.current(steps_of.at(hearing.steps.all()))
    if now in (StepKind.PLAN, StepKind.PREPARE):
        raise Conflict(
            "hearing.lacks_steps",
            f"まだ「{now.label}」が 書いてありません。しなかったときは わけが いります。",
        )


def _settle_listening(hearing: Hearing, day: date, by: Actor) -> None:
    hearing.steps.filter(kind=StepKind.LISTEN).update(done_on=day, settled_by=by.person_id)


def _planned(hearing: Hearing) -> dict[StepKind, date | None]:
    return step_rules.plan_of(hearing.opens_on, hearing.closes_on, hearing.answer_days)


def _plan_steps(hearing: Hearing, was: Mapping[StepKind, date | None] | None = None) -> None:
    """Days nobody chose by hand follow the hearing's own days."""
    planned = _planned(hearing)
    for step in hearing.steps.filter(done_on__isnull=True, skipped_why=""):
        kind = StepKind(step.kind)
        by_hand = was is not None and step.planned_on not in (None, was[kind])
        if not by_hand and step.planned_on != planned[kind]:
            step.planned_on = planned[kind]
            step.save(update_fields=["planned_on"])


def _note(verb: str, hearing: Hearing, by: Actor, at: datetime, data: dict[str, Any]) -> None:
    journal.record(
        f"voices.hearing.{verb}", noun="voices.Hearing", object_id=hearing.pk, by=by, at=at,
        data={"hearing": hearing.public_id, **data},
    )  # fmt: skip
