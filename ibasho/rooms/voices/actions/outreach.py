"""ききに 行く 予定: where somebody goes because nobody there was heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.models import Hearing, Outreach
from ibasho.rooms.voices.rules.kinds import CHILD_STAGES
from ibasho.town.areas import queries as areas
from ibasho.town.areas.stages import Stage
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

NOUN = "voices.Outreach"
KEPT_YEARS = 5
AHEAD_MAX = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """To whom, and to a place or in words (a school gate, a market), or both."""

    district_code: str
    stage: Stage
    on: date
    place: Place | None = None
    words: str = ""


@transaction.atomic
def plan(*, hearing: Hearing, going: Going, by: Actor, at: datetime) -> Outreach:
    """Whoever reads who was heard may plan to go there. Asked twice for the same day and place, it is one plan. Raises
    Invalid at the field, Conflict where the hearing is over."""
    policies.require(by, Permission.VOICES_READ, at=at)
    locked = Hearing.objects.select_for_update().get(pk=hearing.pk)
    if locked.state not in (Hearing.State.DRAFT, Hearing.State.OPEN):
        raise Conflict(
            "voices.outreach.over", _("この回は もう しめきりました。いま きいている 回を えらんでください。")
        )
    words = _checked(going, clock.day(at))
    row, fresh = Outreach.objects.get_or_create(
        hearing=locked, district_code=going.district_code, stage=going.stage.value, place=going.place, words=words,
        on=going.on, done_on=None, dropped_on=None, defaults={"planned_by_id": by.person_id},
    )  # fmt: skip
    if fresh:
        _note("plan", row, by, at)
    return row


@transaction.atomic
def done(*, outreach: Outreach, by: Actor, at: datetime) -> Outreach:
    """行った, today or on the day before that it was planned for."""
    row, today = _locked(outreach, by, at), clock.day(at)
    if row.on > today:
        raise Invalid("voices.outreach.ahead", _("まだ その日に なっていません。行ってから おしてください。"))
    row.done_on = row.on
    row.save(update_fields=["done_on"])
    _note("done", row, by, at)
    return row


@transaction.atomic
def drop(*, outreach: Outreach, by: Actor, at: datetime) -> Outreach:
    """やめた. It stands on the list for two weeks, to be taken up again."""
    row = _locked(outreach, by, at)
    row.dropped_on = clock.day(at)
    row.save(update_fields=["dropped_on"])
    _note("drop", row, by, at)
    return row


@transaction.atomic
def resume(*, outreach: Outreach, by: Actor, at: datetime) -> Outreach:
    """Neither done nor dropped, after all."""
    row = _found(outreach, by, at)
    if row.done_on is None and row.dropped_on is None:
        raise Conflict("voices.outreach.open", _("まだ「行った」にも「やめた」にも なっていません。"))
    row.done_on, row.dropped_on = None, None
    row.save(update_fields=["done_on", "dropped_on"])
    _note("resume", row, by, at)
    return row


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> int:
    """Plans go five years after the end of their 年度. Gives how many."""
    policies.require(by, Permission.VOICES_MANAGE, at=at)
    oldest = years.first_day(years.nendo(clock.day(at)) - KEPT_YEARS)
    gone, _of_each = Outreach.objects.filter(on__lt=oldest).delete()
    if gone:
        journal.record("voices.outreach.forget", noun=NOUN, object_id="", by=by, at=at, data={"count": gone})
    return gone


def _checked(going: Going, today: date) -> str:
    words = refuse_my_number(" ".join(going.words.split()))
    wrong: dict[str, str] = {}
    if going.stage not in CHILD_STAGES:
        wrong["stage"] = _("こどもの 年代を えらんでください。")
    if areas.district(going.district_code, today) is None:
        wrong["district"] = _("この 小学校区は ありません。一覧から えらんでください。")
    if going.place is None and not words:
        wrong["words"] = _("どこへ 行くかを 書くか、居場所を えらんでください。")
    if len(words) > 120:
        wrong["words"] = _("120文字までで 書いてください。")
    if not today <= going.on <= today + AHEAD_MAX:
        wrong["on"] = _("きょうから 1年の うちの 日を 入れてください。")
    if wrong:
        raise Invalid("voices.outreach.going", next(iter(wrong.values())), fields=wrong)
    return words


def _found(outreach: Outreach, by: Actor, at: datetime) -> Outreach:
    policies.require(by, Permission.VOICES_READ, at=at)
    return Outreach.objects.select_for_update(of=("self",)).get(pk=outreach.pk)


def _locked(outreach: Outreach, by: Actor, at: datetime) -> Outreach:
    row = _found(outreach, by, at)
    if row.done_on is not None or row.dropped_on is not None:
        raise Conflict(
            "voices.outreach.settled",
            _("もう「行った」か「やめた」に なっています。さきに もどしてください。"),
        )
    return row


def _note(verb: str, row: Outreach, by: Actor, at: datetime) -> None:
    journal.record(
        f"voices.outreach.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at,
        data={"hearing": row.hearing_id, "district": row.district_code, "stage": row.stage},
    )  # fmt: skip
