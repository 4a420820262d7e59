"""A group asks for a space, and gives days of it back. Two groups never have one room at one moment: whoever asks first
holds it, everybody else is told what is free nearest."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.openhouse import policies
from ibasho.rooms.openhouse.actions import group_letters as letters
from ibasho.rooms.openhouse.models import Application, Booking, Equipment, Lending, Space, Terms
from ibasho.rooms.openhouse.queries import slots as queries
from ibasho.rooms.openhouse.rules import approval, slots
from ibasho.rooms.openhouse.rules.kinds import ApplicationState, BookingState, Purpose
from ibasho.rooms.openhouse.rules.slots import DaysRefused, When
from ibasho.town.people.models import Organisation

NOUN = "openhouse.Application"


@dataclass(frozen=True, slots=True)
class About:
    """What a group says of its use. `terms_id` is the きまり it accepted; None where the place has none."""

    title: str
    purpose: Purpose
    adults: int
    children: int
    words: str = ""
    waiver_asked: bool = False
    waiver_reason: str = ""
    terms_id: int | None = None

    @property
    def heads(self) -> int:
        return self.adults + self.children


@transaction.atomic
def apply(
    *, space: Space, organisation: Organisation, about: About, when: When, things: Mapping[int, int], by: Actor,
    at: datetime, skip: Collection[date] = (),
) -> Application:  # fmt: skip
    """Holds every day of the series but those in `skip`; `things` maps an Equipment's id to how many. Raises Invalid for
    what can't be right, DaysRefused for days that can't be, with the nearest hours that are free."""
    policies.require_group(by, organisation.pk, at=at)
    locked = _lock(space)
    _check_about(about, locked)
    days = _free_days(locked, when, about.heads, skip, at)
    lent = _lent(locked, things)
    row = Application.objects.create(
        space=locked, organisation=organisation, title=about.title.strip(), purpose=about.purpose.value,
        words=about.words.strip(), adults=about.adults, children=about.children, waiver_asked=about.waiver_asked,
        waiver_reason=about.waiver_reason.strip(), terms_id=about.terms_id, applied_at=at, applied_by_id=by.person_id,
    )  # fmt: skip
    _hold(row, when, days, lent)
    journal.record(
        "openhouse.application.apply", noun=NOUN, object_id=row.pk, by=by, at=at,
        data={"space": locked.public_id, "days": [day.isoformat() for day in days]},
    )  # fmt: skip
    letters.received(row, by=by, at=at)
    return row


@transaction.atomic
def cancel(*, application: Application, why: str, by: Actor, at: datetime) -> Application:
    """Gives back every day that has not begun. The group says why if it likes; the city or the place has to."""
    row = lock(application)
    told = _why(row, why, by, at)
    approval.check_cancel(row.state)
    coming = row.bookings.filter(state=BookingState.HELD, held_from__gt=at)
    if not coming.exists():
        raise Conflict("application.begun", _("もう はじまっているか おわっているので、とりけせません。"))
    freed = coming.update(state=BookingState.RELEASED, released_at=at)
    end(row, ApplicationState.CANCELLED, told, at)
    journal.record(
        "openhouse.application.cancel", noun=NOUN, object_id=row.pk, by=by, at=at, why=told, data={"days": freed}
    )  # fmt: skip
    letters.cancelled(row, by=by, at=at)
    return row


@transaction.atomic
def cancel_day(*, booking: Booking, why: str, by: Actor, at: datetime) -> Booking:
    """Gives one day back, the others stay. The last one that is held is given back with the whole application."""
    row = lock(booking.application)
    told = _why(row, why, by, at)
    approval.check_cancel(row.state)
    day = row.bookings.select_for_update().get(pk=booking.pk)
    if day.state != BookingState.HELD or day.held_from <= at:
        raise Conflict("application.day_begun", _("この日は もう はじまっているか、とりけしてあります。"))
    if not row.bookings.filter(state=BookingState.HELD).exclude(pk=day.pk).exists():
        cancel(application=row, why=why, by=by, at=at)
        day.refresh_from_db()
        return day
    day.state, day.released_at = BookingState.RELEASED, at
    day.save(update_fields=["state", "released_at"])
    journal.record(
        "openhouse.application.cancel_day", noun=NOUN, object_id=row.pk, by=by, at=at, why=told,
        data={"day": day.day.isoformat()},
    )  # fmt: skip
    letters.day_cancelled(row, day, told, by=by, at=at)
    return day


def end(row: Application, state: ApplicationState, why: str, at: datetime) -> None:
    """Part of an action: over, with its reason; what opened the door opens nothing any more."""
    row.state, row.end_reason, row.ended_at, row.key_code = state, why, at, ""
    row.save(update_fields=["state", "end_reason", "ended_at", "key_code"])


def lock(application: Application) -> Application:
    """The row, locked until the end of the transaction. Raises NotFound."""
    found = (
        Application.objects.select_for_update(of=("self",))
        .select_related("space__place__organisation", "organisation", "applied_by")
        .filter(pk=application.pk)
        .first()
    )
    if found is None:
        raise NotFound("application.gone", _("この申請は もう ありません。一覧から さがしてください。"))
    return found


def _lock(space: Space) -> Space:
    """All who want one space come one after the other: the second one sees what the first one holds."""
    found = queries.for_groups().select_for_update(of=("self",)).filter(pk=space.pk).first()
    if found is None:
        raise Conflict(
            "application.no_space",
            _("この部屋は いま 団体の申請を うけていません。ほかの部屋を えらんでください。"),
        )
    return found


def _check_about(about: About, space: Space) -> None:
    for text in (about.title, about.words, about.waiver_reason):
        refuse_my_number(text)
    if not about.title.strip():
        raise _invalid("application.no_title", "title", _("何を するか、名前を 書いてください。"))
    if about.adults < 1:
        raise _invalid("application.no_adult", "adults", _("おとなが 1人は いるように してください。"))
    if about.waiver_asked and not about.waiver_reason.strip():
        raise _invalid(
            "application.no_waiver_reason", "waiver_reason", _("減免を ねがう わけを 書いてください。")
        )
    newest = Terms.objects.filter(place=space.place_id).order_by("-pk").values_list("pk", flat=True).first()
    if newest != about.terms_id:
        words = _("きまりが 新しくなりました。読んで、みとめるに ○を つけてください。")
        raise _invalid("application.terms", "terms", words)


def _free_days(space: Space, when: When, heads: int, skip: Collection[date], at: datetime) -> list[date]:
    wanted = [day for day in slots.days_of(when) if day not in skip]
    if not wanted:
        words = _("のこる日が ありません。日か 時間を かえて、えらびなおしてください。")
        raise _invalid("application.no_day", "day", words)
    told = [
        slots.problem_of(day, when, heads=heads, heads_max=space.heads_max, at=at)
        for day in queries.days(space, wanted)
    ]
    if problems := [one for one in told if one is not None]:
        raise DaysRefused(problems, queries.near(space, when, heads=heads, at=at))
    return wanted


def _lent(space: Space, things: Mapping[int, int]) -> list[tuple[Equipment, int]]:
    """A space's things go to whoever holds the space, so that they are never promised twice."""
    found = Equipment.objects.filter(space=space, is_active=True).in_bulk(list(things))
    lent = [(found[key], count) for key, count in sorted(things.items()) if key in found and count > 0]
    for one, count in lent:
        if count > one.count:
            words = _("%(name)sは %(count)sまで 貸せます。") % {"name": one.name, "count": one.count}
            raise _invalid("application.too_many_things", f"thing_{one.pk}", words)
    return lent


def _hold(row: Application, when: When, days: Sequence[date], lent: Sequence[tuple[Equipment, int]]) -> None:
    made = [_booking(row, when, day) for day in days]
    try:
        with transaction.atomic():
            Booking.objects.bulk_create(made)
    except IntegrityError as error:  # the database has the last word
        raise Conflict(
            "slots.taken", _("ほかの団体が さきに おさえました。べつの時間を えらんでください。")
        ) from error
    Lending.objects.bulk_create(
        Lending(booking=booking, equipment=one, count=count) for booking in made for one, count in lent
    )


def _booking(row: Application, when: When, day: date) -> Booking:
    held = when.held(day)
    return Booking(
        application=row, space=row.space, day=day, starts=when.starts, ends=when.ends,
        prepare_minutes=when.prepare_minutes, clear_minutes=when.clear_minutes, held_from=held.since,
        held_until=held.until,
    )  # fmt: skip


def _why(row: Application, why: str, by: Actor, at: datetime) -> str:
    """The reason on one line. Raises NotFound for a stranger, Invalid where others than the group say nothing."""
    policies.require_applicant(by, row, at=at)
    told = refuse_my_number(" ".join(why.split()))[:200]
    if told or policies.may_group(by, row.organisation_id, at=at):
        return told
    return reason(why, code="application.no_why", sentence=_("団体に とどく わけを 書いてください。"))


def _invalid(code: str, field: str, words: str) -> Invalid:
    return Invalid(code, words, fields={field: words})
