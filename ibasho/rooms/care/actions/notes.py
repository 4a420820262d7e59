"""A note is written, by hand or from a device's sealed box; its writer reads their own; the centre hears that one came."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.base.ports.vault import vault
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions import matters
from ibasho.rooms.care.models import Matter, NotesFrom, Notice
from ibasho.rooms.care.queries import centre, words, written
from ibasho.rooms.care.queries import notes as queries
from ibasho.rooms.care.rules import notes as rules
from ibasho.rooms.care.rules.clock import clocks
from ibasho.rooms.care.rules.kinds import Pace, Way
from ibasho.town.outbox import actions as outbox
from ibasho.town.people import policies as people
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

SUBJECT = "おしらせが あります"  # a locked phone shows it: it says nothing
_HAND = 0x6E6F7465  # "note"
BODY = "センターへの おしらせが あります。ログインして 見てください。"


@dataclass(frozen=True, slots=True)
class OwnNote:
    """What its writer wrote, how it stands, and what the centre said to their group (when, words)."""

    told: written.Written
    place: str
    standing: rules.Standing
    back: tuple[tuple[datetime, str], ...]


@transaction.atomic
def write(
    *, told: rules.Note, nonce: UUID, way: Way, writer: Person | None, by: Actor, at: datetime
) -> Notice:
    """`writer` None: heard on the telephone or read from paper, typed in by `by`. The same note once more, under the same
    `nonce` or on the same day under another, is the first one. Raises Conflict (`care.nonce`) where the nonce already
    carries other words, Invalid for what can't be a note; a note itself is never turned away."""
    person_id = _require_writer(writer, by, at)
    said = _settled(rules.checked(told), writer, by, at)
    _one_after_another(person_id)
    first = _first(said, nonce, writer, by, at)
    return first if first is not None else _made(said, nonce, way, writer, by, at)


def write_box(*, box: bytes, nonce: UUID, by: Actor, at: datetime) -> Notice:
    """A note as a device sealed it. Raises Conflict (`care.other_writer`) in another person's session, Invalid (`sealed`)
    for a box that does not open: the device keeps both."""
    policies.require(by, Permission.CARE_NOTE, at=at)
    if len(box) > rules.BOX_BYTES_MAX:
        raise _broken()
    found = _unpacked(vault().open_box(box, f"care.note:{nonce}"))
    if found.get("writer") not in queries.writer_marks(by):
        raise Conflict(
            "care.other_writer",
            _("この端末で 前に 書いた人の メモです。その人が ログインすると おくられます。"),
        )
    writer = Person.objects.get(pk=people.person_of(by))
    return write(told=rules.of_device(found), nonce=nonce, way=Way.PHONE_APP, writer=writer, by=by, at=at)


@transaction.atomic
def read_own(*, notice: Notice, by: Actor, at: datetime) -> OwnNote:
    """One's own words, once the entry that they were read stands. Raises NotFound for everybody but the writer, Conflict
    where the words are gone."""
    policies.require(by, Permission.CARE_NOTE, at=at)
    row = Notice.objects.select_related("matter").get(pk=notice.pk)
    if row.writer_id is None or row.writer_id != by.person_id:
        people.require_seen(Actor.public(), Permission.CARE_NOTE, day=clock.day(at))
    journal.record("care.matter.read_own", noun=matters.NOUN, object_id=row.matter_id, by=by, at=at)
    return _opened(row, words.key_of(row.matter), by, at)


@transaction.atomic
def tell(*, by: Actor, at: datetime) -> int:
    """One mail to everybody of the centre for all notes that came since the last time; where nobody works there, they stay
    untold until somebody does. Gives how many came."""
    policies.require_server(by, at=at)
    rows = list(Notice.objects.select_for_update().filter(told_at__isnull=True).order_by("pk"))
    if not rows or not _mail(
        f"{clock.jst(at):%Y%m%d%H%M}", by, at, urgent=any(row.pace == Pace.URGENT for row in rows)
    ):
        return 0
    Notice.objects.filter(pk__in=[row.pk for row in rows]).update(told_at=at)
    journal.record(
        "care.notice.tell", noun=matters.NOUN, object_id="", by=by, at=at, data={"count": len(rows)}
    )
    return len(rows)


def _require_writer(writer: Person | None, by: Actor, at: datetime) -> int:
    """Who writes for themself holds CARE_NOTE; whoever types in may also be of the centre."""
    person_id = people.person_of(by) if by.person_id is not None else 0
    typed = writer is None and policies.may(by, Permission.CARE_HANDLE, at=at)
    if not typed:
        policies.require(by, Permission.CARE_NOTE, at=at)
    if writer is not None and writer.pk != person_id:
        people.require_seen(Actor.public(), Permission.CARE_NOTE, day=clock.day(at))
    return person_id


def _one_after_another(person_id: int) -> None:
    """Until the end of the transaction: of two tries at once the second finds the first. By a number of its own, for
    locks on the person's row and the keys that point to it have been seen to wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_HAND, person_id % 2**31])


def _settled(told: rules.Note, writer: Person | None, by: Actor, at: datetime) -> rules.Note:
    """With the place and the group as the city knows them. A place that is none of theirs (any more) falls away: the
    words arrive all the same."""
    for text in (told.words, told.child, told.spot, told.when_words):
        refuse_my_number(text)
    place = queries.places_of(by, at).filter(public_id=told.place).first() if told.place else None
    group = place.organisation if writer is None and place else queries.organisation_of(by, at, place)
    return replace(
        told, place=place.public_id if place else "",
        organisation=group.public_id if group and (writer is not None or place) else "",
    )  # fmt: skip


def _first(told: rules.Note, nonce: UUID, writer: Person | None, by: Actor, at: datetime) -> Notice | None:
    known = Notice.objects.select_related("matter").filter(nonce=nonce).first()
    hand = writer.pk if writer else by.person_id
    if known is not None:
        if bytes(known.content_mark) in queries.content_marks(told, hand, clock.day(known.received_at)):
            return known
        raise Conflict(
            "care.nonce", _("この紙面は もう 1度 おくられています。新しい メモを ひらいて おくってください。")
        )
    whose = {"writer": writer} if writer else {"writer": None, "typed_by_id": by.person_id}
    midnight, _next = clock.day_bounds(clock.day(at))
    marks = queries.content_marks(told, hand, clock.day(at))
    rows = Notice.objects.select_related("matter").filter(
        **whose, received_at__gte=midnight, content_mark__in=marks
    )
    return rows.order_by("pk").first()


def _made(told: rules.Note, nonce: UUID, way: Way, writer: Person | None, by: Actor, at: datetime) -> Notice:
    matter, key = words.new_matter(Matter.Kind.NOTICE, new_code())
    matter.save()
    due, row = clocks(told.pace, at), matter.public_id

    def seal(text: str, column: str) -> bytes:
        return words.seal(text, key=key, column=f"care.notice.{column}", row=row)

    made = Notice.objects.create(
        matter=matter, nonce=nonce, writer=writer, typed_by_id=None if writer else by.person_id, way=way.value,
        pace=told.pace.value, sealed_signs=seal(rules.signs_json(told), "signs"),
        sealed_where=seal(rules.where_json(told), "where"), sealed_child=seal(told.child, "child"),
        sealed_words=seal(told.words, "words"), child_mark=queries.child_mark(told),
        content_mark=queries.content_marks(told, writer.pk if writer else by.person_id, clock.day(at))[0],
        received_at=at, take_by=due.take_by, check_by=due.check_by, answer_by=due.answer_by,
    )  # fmt: skip
    _count(told.place, at)
    journal.record("care.notice.write", noun=matters.NOUN, object_id=matter.pk, by=by, at=at)
    if told.pace is Pace.URGENT and _mail(f"{clock.jst(at):%Y%m%d%H%M%S}", by, at, urgent=True):
        made.told_at = at
        made.save(update_fields=["told_at"])
    return made


def _count(public_id: str, at: datetime) -> None:
    """One more from this place this month: for the coverage view, glad ones too."""
    place = Place.objects.filter(public_id=public_id).first() if public_id else None
    if place is not None:
        month = clock.day(at).replace(day=1)
        row, _new = NotesFrom.objects.get_or_create(place=place, month=month)
        NotesFrom.objects.filter(pk=row.pk).update(notes=F("notes") + 1)


def _mail(key: str, by: Actor, at: datetime, *, urgent: bool) -> int:
    """To each of the centre, at night too where it is urgent; gives how many were written to."""
    page = f"{settings.PUBLIC_URL}{reverse('care:desk_inbox')}"
    people_there = list(centre.handlers(clock.day(at)))
    for person in people_there:
        outbox.send(
            to=person, event_key=f"care.arrived:{key}", subject=SUBJECT, body=f"{BODY}\n\n{page}\n", by=by, at=at,
            urgent=urgent, secret=True,
        )  # fmt: skip
    return len(people_there)


def _opened(row: Notice, key: bytes, by: Actor, at: datetime) -> OwnNote:
    found = written.of(row, key)
    place = Place.objects.filter(public_id=found.place).first() if found.place else None
    back = tuple(
        (one.sent_at, words.opened(one.sealed_text, key=key, column="care.noteword.text", row=one.public_id))
        for one in queries.back(row, by, at)
    )
    return OwnNote(found, place.name if place else "", queries.standing(row, at), back)


def _unpacked(plain: bytes) -> dict[str, object]:
    try:
        found = json.loads(plain)
    except ValueError as error:
        raise _broken() from error
    if not isinstance(found, dict):
        raise _broken()
    return found


def _broken() -> Invalid:
    return Invalid(
        "sealed",
        _(
            "このメモは ひらけませんでした。端末に のこしてあります。おぼえていることを、新しい メモで おくってください。"
        ),
    )
