"""Courses: planned, changed, called off, and who took part. Refreshers are reminded of 60 and 14 days ahead."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.models import Centre, Course, CourseTaken, Member
from ibasho.rooms.familysupport.queries import centre as centres
from ibasho.rooms.familysupport.queries import courses as queries
from ibasho.rooms.familysupport.queries.courses import Due
from ibasho.rooms.familysupport.rules.members import text
from ibasho.town.outbox import actions as outbox
from ibasho.town.people.permissions import Permission

NOUN = "familysupport.Course"


@dataclass(frozen=True, slots=True)
class Terms:
    """One meeting. `minutes` as it counts for who was there from beginning to end."""

    kind: str
    title: str
    held_on: date
    minutes: int
    starts: time | None = None
    where: str = ""
    capacity: int | None = None


@transaction.atomic
def plan(*, centre: Centre, terms: Terms, by: Actor, at: datetime) -> Course:
    """A day behind us is right, too: what was taken elsewhere (at the fire station) is written down afterwards."""
    policies.require(by, Permission.SUPPORT_ADVISE, at=at)
    made = Course.objects.create(centre=centre, **_tidy(terms))
    _note("plan", made, by, at)
    return made


@transaction.atomic
def change(*, course: Course, terms: Terms, by: Actor, at: datetime) -> Course:
    """Raises Conflict where people took part already and the day would lie ahead."""
    locked = _locked(course, by, at)
    if terms.held_on > clock.day(at) and locked.taken.exists():
        raise _refused(
            "held_on", _("もう 出席が 入っています。日を あとに するときは、先に 出席を 消してください。")
        )
    for name, value in _tidy(terms).items():
        setattr(locked, name, value)
    locked.save()
    _note("change", locked, by, at)
    return locked


@transaction.atomic
def cancel(*, course: Course, by: Actor, at: datetime) -> Course:
    """Raises Conflict for one that people took part in."""
    locked = _locked(course, by, at)
    if locked.taken.exists():
        raise Conflict(
            "support.course_held",
            _("出席した人が いるので とりやめに できません。出席を たしかめてください。"),
        )
    locked.cancelled_at = locked.cancelled_at or at
    locked.save(update_fields=["cancelled_at"])
    _note("cancel", locked, by, at)
    return locked


@transaction.atomic
def reopen(*, course: Course, by: Actor, at: datetime) -> Course:
    """Takes the calling off back."""
    locked = _locked(course, by, at)
    locked.cancelled_at = None
    locked.save(update_fields=["cancelled_at"])
    _note("reopen", locked, by, at)
    return locked


@transaction.atomic
def attend(
    *,
    course: Course,
    minutes: Mapping[int, int],
    shown: Collection[int] | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """A list at once: {member's key: minutes}. `shown`: the keys that stood in the list; of them who is not in `minutes`
    was not there, and nobody else loses a row (None: the list was of everybody). Returns how many were.
    Raises Invalid for minutes that cannot be, Conflict before the day or for a course that was called off."""
    locked = _locked(course, by, at)
    if locked.held_on > clock.day(at) or locked.cancelled_at is not None:
        raise Conflict("support.course_ahead", _("出席は、講習の日に なってから 入れてください。"))
    if any(not 0 < spent <= locked.minutes for spent in minutes.values()):
        raise _refused("", _("時間は 1分から {most}分までで 入れてください。").format(most=locked.minutes))
    known = queries.minutes_of(locked)
    able = set(
        Member.objects.filter(centre=locked.centre_id, pk__in=minutes, erased_at__isnull=True).values_list(
            "pk", flat=True
        )
    )
    absent = (known.keys() if shown is None else known.keys() & set(shown)) - able
    locked.taken.filter(member__in=absent).delete()
    for member in sorted(able):
        if known.get(member) != minutes[member]:
            _write(locked, member, minutes[member], by, at)
    data = {"heads": len(able), "absent": len(absent)}
    journal.record("familysupport.course.attend", noun=NOUN, object_id=locked.pk, by=by, at=at, data=data)
    return len(able)


def _write(course: Course, member: int, minutes: int, by: Actor, at: datetime) -> None:
    told = {"minutes": minutes, "written_at": at, "written_by_id": by.person_id}
    CourseTaken.objects.update_or_create(course=course, member_id=member, defaults=told)


def remind(*, by: Actor, at: datetime) -> int:
    """The daily job: 60 and 14 days before a refresher runs out the provider gets one mail with the next dates. Returns
    how many are due; one that was sent already is not sent again."""
    centre, today = centres.centre(), clock.day(at)
    if centre is None:
        return 0
    reached = [one for one in queries.due(centre, today) if one.member.email or one.member.person_id]
    for one in reached:
        outbox.send(
            to=one.member.person or one.member.email,
            event_key=f"support.course:{one.member.public_id}:{one.until.isoformat()}:{one.stage}",
            subject=_("講習の 期限が 近づいています"), body=_body(centre, one, today), by=by, at=at,
        )  # fmt: skip
    return len(reached)


def _body(centre: Centre, one: Due, today: date) -> str:
    coming = [f"{wareki.full_label(row.held_on)} {row.title}" for row in queries.coming(centre, today)[:5]]
    return _(
        "{name}さん\n\n救命・事故防止の 講習の 期限は {day} です。すぎると、つぎの講習まで おねがいが できません。\n"
        "{next}\n申しこみは センターへ お電話ください。{phone}\n{address}"
    ).format(
        name=one.member.name, day=wareki.full_label(one.until), phone=centre.phone,
        next="つぎの講習\n" + "\n".join(coming) if coming else "つぎの講習の日は、決まったら お知らせします。",
        address=settings.PUBLIC_URL + reverse("familysupport:about"),
    )  # fmt: skip


def _tidy(terms: Terms) -> dict[str, object]:
    if terms.minutes <= 0:
        raise _refused("minutes", _("1分か それより 長い 時間を 入れてください。"))
    return {**asdict(terms), "title": text(terms.title), "where": text(terms.where)}


def _locked(course: Course, by: Actor, at: datetime) -> Course:
    policies.require(by, Permission.SUPPORT_ADVISE, at=at)
    return Course.objects.select_for_update(of=("self",)).get(pk=course.pk)


def _note(verb: str, course: Course, by: Actor, at: datetime) -> None:
    data = {"kind": course.kind, "held_on": course.held_on.isoformat()}
    journal.record(f"familysupport.course.{verb}", noun=NOUN, object_id=course.pk, by=by, at=at, data=data)


def _refused(field: str, sentence: str) -> Invalid:
    return Invalid("support.course", sentence, fields={field: sentence} if field else None)
