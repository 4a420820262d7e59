"""After a disaster: the city begins and ends it, places answer in one tap, everybody reads who is open."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.openhouse import policies
from ibasho.rooms.openhouse.models import Disaster, DisasterReport
from ibasho.rooms.openhouse.rules.kinds import DisasterAnswer
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

TITLE_MAX, WORDS_MAX = 80, 200
_RUNS = "もう はじまっています。1つずつ おわらせてください。"


@transaction.atomic
def begin(*, title: str, by: Actor, at: datetime) -> Disaster:
    """From now on the public page shows what places answer. Raises Conflict while another one runs."""
    policies.require_city(by, Permission.OPENHOUSE_ALARM, at=at)
    sentence = "何が あったかを 書いてください。「11月25日の 地震」のように 短く。"
    told = reason(title, code="disaster.no_title", sentence=sentence, field="title", most=TITLE_MAX)
    try:
        with transaction.atomic():
            made = Disaster.objects.create(title=told, began_at=at, began_by_id=people.person_of(by))
    except IntegrityError as error:
        raise Conflict("disaster.runs", _RUNS) from error
    _note("begin", made, by, at)
    return made


@transaction.atomic
def end(*, disaster: Disaster, by: Actor, at: datetime) -> Disaster:
    """The page is quiet again; the answers stay for the city."""
    locked = _lock(disaster, by, at)
    if locked.ended_at is not None:
        raise Conflict("disaster.ended_already", "もう おわっています。")
    locked.ended_at = at
    locked.save(update_fields=["ended_at"])
    _note("end", locked, by, at)
    return locked


@transaction.atomic
def resume(*, disaster: Disaster, by: Actor, at: datetime) -> Disaster:
    """An end by mistake is taken back: the answers are shown again."""
    locked = _lock(disaster, by, at)
    if locked.ended_at is None:
        raise Conflict("disaster.runs", "いま うごいています。")
    locked.ended_at = None
    try:
        with transaction.atomic():
            locked.save(update_fields=["ended_at"])
    except IntegrityError as error:
        raise Conflict("disaster.runs", _RUNS) from error
    _note("resume", locked, by, at)
    return locked


@transaction.atomic
def answer(
    *, disaster: Disaster, place: Place, answer: str, words: str = "", by: Actor, at: datetime
) -> DisasterReport:
    """A place says how it is; the latest answer stands. The city answers for a place it has on the telephone."""
    policies.require_place(by, Permission.OPENHOUSE_SAFETY, place, at=at)
    if answer not in set(DisasterAnswer):
        raise Invalid(
            "disaster.answer", "「あいている」「一部 あいている」「しまっている」から えらんでください。"
        )
    told = refuse_my_number(" ".join(words.split()))
    if len(told) > WORDS_MAX:
        sentence = f"{WORDS_MAX}文字までで 書いてください。"
        raise Invalid("disaster.words", sentence, fields={"words": sentence})
    locked = Disaster.objects.select_for_update(no_key=True).get(pk=disaster.pk)
    if locked.ended_at is not None:
        raise Conflict("disaster.ended_already", "市が もう おわりにしました。答えなくて だいじょうぶです。")
    row, _made = DisasterReport.objects.update_or_create(
        disaster=locked, place=place,
        defaults={"answer": answer, "words": told, "told_at": at, "told_by_id": by.person_id},
    )  # fmt: skip
    journal.record(
        "openhouse.disaster.answer", noun="openhouse.DisasterReport", object_id=row.pk, by=by, at=at,
        data={"disaster": locked.pk, "place": place.pk, "answer": answer},
    )  # fmt: skip
    return row


def _lock(disaster: Disaster, by: Actor, at: datetime) -> Disaster:
    policies.require_city(by, Permission.OPENHOUSE_ALARM, at=at)
    return Disaster.objects.select_for_update().get(pk=disaster.pk)


def _note(verb: str, disaster: Disaster, by: Actor, at: datetime) -> None:
    journal.record(
        f"openhouse.disaster.{verb}", noun="openhouse.Disaster", object_id=disaster.pk, by=by, at=at
    )
