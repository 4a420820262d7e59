"""日誌: who opened, who closed, what was looked at, and what the next one should know."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.base.kernel.nendo import first_day, nendo
from ibasho.rooms.openhouse import policies
from ibasho.rooms.openhouse.models import Diary
from ibasho.rooms.openhouse.rules import diary as rules
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies as places
from ibasho.town.places.models import Place

LATE_DAYS = 7  # how long a forgotten しめた is asked after
KEEP_YEARS = 5  # after the end of its 年度


@transaction.atomic
def open_day(*, place: Place, checked: Iterable[str], by: Actor, at: datetime) -> Diary:
    """あけた. Raises Conflict where the day is open already."""
    row = _locked(place, by, at)
    if row.opened_at is not None:
        raise Conflict("diary.opened", _("きょうは もう「あけた」が 記録されています。"))
    row.opened_at, row.opened_by_id = at, people.person_of(by)
    row.checked = rules.merged(row.checked, checked, rules.OPENING)
    return _save("open", row, by, at)


@transaction.atomic
def close_day(*, place: Place, checked: Iterable[str], words: str, by: Actor, at: datetime) -> Diary:
    """しめた, also where nobody wrote down that it was opened. Raises Conflict where it is closed already."""
    row = _locked(place, by, at)
    if row.closed_at is not None:
        raise Conflict("diary.closed", _("きょうは もう「しめた」が 記録されています。"))
    row.closed_at, row.closed_by_id = at, people.person_of(by)
    row.checked = rules.merged(row.checked, checked, rules.CLOSING)
    row.words = _words(words)
    return _save("close", row, by, at)


@transaction.atomic
def close_late(*, place: Place, day: date, by: Actor, at: datetime) -> Diary:
    """A day that was opened and never closed, up to LATE_DAYS ago: somebody says that it was. Raises Conflict."""
    policies.require_place(by, Permission.OPENHOUSE_DOOR, place, at=at)
    today = clock.day(at)
    row = (
        Diary.objects.select_for_update()
        .filter(place=place, day=day, opened_at__isnull=False, closed_at=None)
        .first()
    )
    if row is None or not timedelta(0) < today - day <= timedelta(days=LATE_DAYS):
        words = _("その日は もう しめてあるか、%(n)s日より 前です。") % {"n": LATE_DAYS}
        raise Conflict("diary.not_open", words)
    row.closed_at, row.closed_by_id = at, people.person_of(by)
    return _save("close_late", row, by, at)


@transaction.atomic
def write(*, place: Place, words: str, by: Actor, at: datetime) -> Diary:
    """ようす・申しおくり of today, as often as one likes."""
    row = _locked(place, by, at)
    row.words = _words(words)
    return _save("write", row, by, at)


@transaction.atomic
def undo_open(*, place: Place, by: Actor, at: datetime) -> Diary:
    """Only while the day is not closed. Nothing to undo changes nothing."""
    row = _locked(place, by, at)
    if row.closed_at is not None:
        raise Conflict("diary.closed", _("先に「しめた」を とりけしてください。"))
    row.opened_at = row.opened_by = None
    row.checked = rules.merged(row.checked, (), rules.OPENING)
    return _save("undo_open", row, by, at)


@transaction.atomic
def undo_close(*, place: Place, by: Actor, at: datetime) -> Diary:
    row = _locked(place, by, at)
    row.closed_at = row.closed_by = None
    row.checked = rules.merged(row.checked, (), rules.CLOSING)
    return _save("undo_close", row, by, at)


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> int:
    """Diaries five years after their 年度. Returns how many."""
    places.require_city(by, Permission.OPENHOUSE_MANAGE, at=at)
    keep_from: date = first_day(nendo(clock.day(at)) - KEEP_YEARS)
    count, _rows = Diary.objects.filter(day__lt=keep_from).delete()
    if count:
        journal.record(
            "openhouse.diary.forget", noun="openhouse.Diary", object_id="", by=by, at=at, data={"days": count}
        )
    return count


def _locked(place: Place, by: Actor, at: datetime) -> Diary:
    """Today's page, made where there is none, locked."""
    policies.require_place(by, Permission.OPENHOUSE_DOOR, place, at=at)
    row, _made = Diary.objects.get_or_create(place=place, day=clock.day(at))
    return Diary.objects.select_for_update().get(pk=row.pk)


def _words(told: str) -> str:
    words = refuse_my_number(told.strip())
    if len(words) > rules.WORDS_MAX:
        sentence = _("%(n)s文字までで 書いてください。") % {"n": rules.WORDS_MAX}
        raise Invalid("diary.words", sentence, fields={"words": sentence})
    return words


def _save(verb: str, row: Diary, by: Actor, at: datetime) -> Diary:
    row.save()
    journal.record(
        f"openhouse.diary.{verb}", noun="openhouse.Diary", object_id=row.pk, by=by, at=at,
        data={"place": row.place_id, "checked": list(row.checked)},
    )  # fmt: skip
    return row
