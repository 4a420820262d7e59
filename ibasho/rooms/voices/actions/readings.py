"""What one reader says of a voice, and taking it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed
from ibasho.rooms.voices.actions import opinions
from ibasho.rooms.voices.models import Grouping, Opinion, Reading
from ibasho.rooms.voices.rules import reading
from ibasho.rooms.voices.rules.kinds import Looked
from ibasho.rooms.voices.rules.reading import HideReason
from ibasho.town.places.rules import moderation

STATES = {None: Opinion.State.WAITING, Looked.SHOW: Opinion.State.SHOWN, Looked.HIDE: Opinion.State.HIDDEN}


@transaction.atomic
def read(*, opinion: Opinion, version: int, said: str, why: str = "", by: Actor, at: datetime) -> Opinion:
    """`version`: the one the reader saw. `why`: a HideReason, for HIDE. The second of one mind settles it."""
    row = opinions.locked(opinion, by=by, at=at)
    _check_person(by)
    _check_readable(row, version, by)
    _check_said(row, said, why)
    row.readings.create(version=row.version, by_id=by.person_id, said=said, why=why, on=clock.day(at))
    row.state = STATES[reading.outcome(_said(row))]
    row.save(update_fields=["state"])
    journal.record(
        "voices.opinion.read", noun="voices.Opinion", object_id=row.pk, by=by, at=at,
        data={"said": said, "version": row.version, "state": row.state},
    )  # fmt: skip
    return row


@transaction.atomic
def take_back(*, opinion: Opinion, by: Actor, at: datetime) -> Opinion:
    """One's own word: until the second has read; and who read last, also on the same day, as long as nobody has put the
    voice into a theme."""
    row = opinions.locked(opinion, by=by, at=at)
    mine = row.readings.filter(version=row.version, by_id=by.person_id).first() if by.person_id else None
    if mine is None:
        raise Conflict(
            "voices.reading.none", _("この声には まだ 答えていません。一覧を 開きなおしてください。")
        )
    if row.state != Opinion.State.WAITING:
        _check_last(row, mine, at)
    mine.delete()
    row.state = STATES[reading.outcome(_said(row))]
    row.save(update_fields=["state"])
    journal.record("voices.opinion.take_back", noun="voices.Opinion", object_id=row.pk, by=by, at=at)
    return row


def _said(row: Opinion) -> list[str]:
    return list(row.readings.filter(version=row.version).values_list("said", flat=True))


def _check_person(by: Actor) -> None:
    if by.person_id is None:
        raise NotAllowed("voices.reading.person", _("声を 読むのは 人です。ログインしてください。"))


def _check_readable(row: Opinion, version: int, by: Actor) -> None:
    if row.version != version:
        raise Conflict(
            "voices.reading.changed",
            _("読んでいる あいだに、かくす ところが かわりました。もう一度 読んでください。"),
        )
    if row.state != Opinion.State.WAITING:
        raise Conflict("voices.reading.settled", _("この声は もう 2人が 読みました。つぎを 読んでください。"))
    if row.readings.filter(version=version, by_id=by.person_id).exists():
        raise Conflict(
            "voices.reading.twice",
            _("この声は もう 読みました。のこりは 別の人が 読みます。つぎを 読んでください。"),
        )


def _check_said(row: Opinion, said: str, why: str) -> None:
    if said not in set(Looked):
        raise Invalid("voices.reading.said", _("「のせる」か「のせない」を えらんでください。"))
    if said == Looked.HIDE and why not in set(HideReason):
        told = _("なぜ のせないかを えらんでください。")
        raise Invalid("voices.reading.why", told, fields={"why": told})
    if said == Looked.SHOW and not moderation.may_be_shown(row.shown_words):
        told = _(
            "電話番号・メール・IDなどが 入っているので のせられません。かくしてから のせるか、「のせない」を えらんでください。"
        )
        raise Invalid("voices.reading.contact", told, fields={"shown_words": told})


def _check_last(row: Opinion, mine: Reading, at: datetime) -> None:
    last = row.readings.filter(version=row.version).order_by("pk").last()
    if last != mine or mine.on != clock.day(at):
        raise Conflict(
            "voices.reading.settled",
            _("もう 2人が 読みました。直すときは「読みなおす」を おして わけを 書いてください。"),
        )
    if Grouping.objects.filter(opinion=row).exists():
        raise Conflict(
            "voices.reading.grouped",
            _("もう テーマに 入っています。直すときは「読みなおす」を おしてください。"),
        )
