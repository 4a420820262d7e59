"""A note is written, by hand or from a device's sealed box; its writer reads their own; the centre hears that one came."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

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
from ibasho.rooms.care.rules import note_boxes
from ibasho.rooms.care.rules import notes as rules
from ibasho.rooms.care.rules.clock import clocks
from ibasho.rooms.care.rules.kinds import Pace, Way
from ibasho.rooms.care.rules.note_boxes import Claim, Whose
from ibasho.town.outbox import actions as outbox
from ibasho.town.people import policies as people
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

SUBJECT = "おしらせが あります"  # a locked phone shows it: it says nothing
_LOCK = 0x6E6F7465  # "note"
BODY = "センターへの おしらせが あります。ログインして 見てください。"


@dataclass(frozen=True, slots=True)
class OwnNote:
    """What its writer wrote, how it stands, and what the centre said to their group (when, words)."""

    told: written.Written
    place: str
    standing: rules.Standing
    back: tuple[tuple[datetime, str], ...]


@dataclass(frozen=True, slots=True)
class _Came:
    """`written_at`: by a device's own clock; `boxed`: nobody can mend it any more."""

    told: rules.Note
    nonce: UUID
    way: Way
    writer: Person | None
    written_at: datetime | None
    boxed: bool = False


_NOT_YET = {
    Whose.ANOTHERS: (
        "care.other_writer",
        _later("この端末で 前に 書いた人の メモです。その人が ログインすると おくられます。"),
    ),
    Whose.ASK: (
        "care.who_wrote",
        _later("つながらない ときに この電話で 書かれた メモが あります。書いたのは あなたですか。"),
    ),
    Whose.ASK_OTHER: (
        "care.who_else",
        _later(
            "あなたが ログインする 前に、この電話で つながらない ときに 書かれた メモが あります。"
            "書いた人が ログインするまで 待つことも、だれが 書いたかを 残さずに いま おくることも できます。"
        ),
    ),
}


def write(
    *, told: rules.Note, nonce: UUID, way: Way, writer: Person | None, by: Actor, at: datetime
) -> Notice:
    """`writer` None: heard on the telephone or read from paper, typed in by `by`. The same note once more, under the same
    `nonce` or within ten minutes under another (nothing urgent, and nothing the centre has already taken), is the first
    one. Raises Conflict (`care.nonce`) where the nonce already carries other words, Invalid for what can't be a note; a
    note itself is never turned away."""
    for text in (told.words, told.child, told.spot, told.when_words):
        refuse_my_number(text)
    return _written(_Came(told, nonce, way, writer, None), by, at)


def write_box(
    *,
    box: bytes,
    nonce: UUID,
    by: Actor,
    at: datetime,
    since: datetime | None = None,
    claim: Claim = Claim.NONE,
) -> Notice:
    """A note as a device sealed it; what came already is never asked about again. `since`: when this session was signed
    in. Raises Conflict (`care.other_writer`) in another person's session, Conflict (`care.who_wrote`, `care.who_else`) where
    somebody must say whose it is (rules/note_boxes), Invalid (`sealed`) for a box that does not open, Unavailable where the
    vault does not answer: the device keeps them all."""
    policies.require(by, Permission.CARE_NOTE, at=at)
    known = _of_hand(by).filter(nonce=nonce).first()
    if known is not None:
        return known
    if len(box) > rules.BOX_BYTES_MAX:
        raise _broken()
    found = _unpacked(vault().open_box(box, f"care.note:{nonce}"))
    written_at = note_boxes.written_at(found)
    whose = note_boxes.whose(
        marked=found.get("writer") in queries.writer_marks(by), unsure=found.get("unsure") is True,
        during=bool(since and written_at and since <= written_at), claim=claim,
    )  # fmt: skip
    if whose in _NOT_YET:
        code, said = _NOT_YET[whose]
        raise Conflict(code, str(said))
    writer = Person.objects.get(pk=people.person_of(by)) if whose is Whose.WRITERS else None
    return _written(
        _Came(rules.of_device(found), nonce, Way.PHONE_APP, writer, written_at, boxed=True), by, at
    )


def read_own(*, notice: Notice, by: Actor, at: datetime) -> OwnNote:
    """One's own words, once the entry that they were read stands, also where they then turn out to be broken. Raises
    NotFound for everybody but the writer, Conflict where the words are gone."""
    row, key = _own_key(notice, by, at)
    return _opened(row, key, by, at)


@transaction.atomic
def _own_key(notice: Notice, by: Actor, at: datetime) -> tuple[Notice, bytes]:
    policies.require(by, Permission.CARE_NOTE, at=at)
    row = Notice.objects.select_related("matter").get(pk=notice.pk)
    if row.writer_id is None or row.writer_id != by.person_id:
        raise people.not_found()
    key = words.key_of(row.matter)
    journal.record("care.matter.read_own", noun=matters.NOUN, object_id=row.matter_id, by=by, at=at)
    return row, key


@transaction.atomic
def tell(*, by: Actor, at: datetime) -> int:
    """One mail to everybody of the centre for all notes that came since the last time; where nobody works there, they stay
    untold until somebody does. Gives how many came."""
    policies.require_server(by)
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
        raise people.not_found()
    return person_id


def _one_after_another(person_id: int) -> None:
    """Until the end of the transaction: of two tries at once the second finds the first. By a number of its own, for
    locks on the person's row and the keys that point to it have been seen to wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_LOCK, person_id % 2**31])


@transaction.atomic
def _written(came: _Came, by: Actor, at: datetime) -> Notice:
    person_id = _require_writer(came.writer, by, at)
    came = replace(came, told=_settled(rules.checked(came.told), came.writer, by, at))
    _one_after_another(person_id)
    first = _first(came, by, at)
    return first if first is not None else _made(came, by, at)


def _settled(told: rules.Note, writer: Person | None, by: Actor, at: datetime) -> rules.Note:
    """With the place and the group as the city knows them. Of a place that is none of theirs (any more) the name stays
    with the words: they arrive all the same, and the centre still reads where it was."""
    place = queries.places_of(by, at).filter(public_id=told.place).first() if told.place else None
    group = place.organisation if writer is None and place else queries.organisation_of(by, at, place)
    gone = "" if place else queries.name_of(told.place)
    return replace(
        told, place=place.public_id if place else "", spot="・".join(part for part in (gone, told.spot) if part),
        organisation=group.public_id if group and (writer is not None or place) else "",
    )  # fmt: skip


def _first(came: _Came, by: Actor, at: datetime) -> Notice | None:
    known = Notice.objects.select_related("matter").filter(nonce=came.nonce).first()
    hand = _hand(came, by)
    if known is not None:
        mine = came.boxed and hand == (known.writer_id or known.typed_by_id)
        if mine or bytes(known.content_mark) in queries.content_marks(
            came.told, hand, clock.day(known.written_at or known.received_at)
        ):
            return known
        raise Conflict(
            "care.nonce", _("この紙面は もう 1度 おくられています。新しい メモを ひらいて おくってください。")
        )
    if came.told.pace is Pace.URGENT:  # one too many rather than one too few
        return None
    whose = {"writer": came.writer} if came.writer else {"writer": None, "typed_by_id": by.person_id}
    between = note_boxes.twice_between(came.written_at or at)
    days = sorted({clock.day(one) for one in between})
    marks = [mark for day in days for mark in queries.content_marks(came.told, hand, day)]
    rows = Notice.objects.annotate(typed_at=Coalesce("written_at", "received_at")).filter(
        **whose, state=Notice.State.SENT, typed_at__range=between, content_mark__in=marks
    )
    return rows.select_related("matter").order_by("pk").first()


def _hand(came: _Came, by: Actor) -> int | None:
    """Whose it is: the writer's, or of whoever typed it in."""
    return came.writer.pk if came.writer else by.person_id


def _of_hand(by: Actor) -> QuerySet[Notice]:
    """What came by this person's hand, written or handed on."""
    theirs = Q(writer_id=by.person_id) | Q(writer=None, typed_by_id=by.person_id)
    return Notice.objects.select_related("matter").filter(theirs)


def _made(came: _Came, by: Actor, at: datetime) -> Notice:
    told, writer = came.told, came.writer
    matter, key = words.new_matter(Matter.Kind.NOTICE, new_code())
    matter.save()
    due, row = clocks(told.pace, at), matter.public_id

    def seal(text: str, column: str) -> bytes:
        return words.seal(text, key=key, column=f"care.notice.{column}", row=row)

    made = Notice.objects.create(
        matter=matter, nonce=came.nonce, writer=writer, typed_by_id=None if writer else by.person_id, way=came.way.value,
        pace=told.pace.value, sealed_signs=seal(rules.signs_json(told), "signs"),
        sealed_where=seal(rules.where_json(told), "where"), sealed_child=seal(told.child, "child"),
        sealed_words=seal(told.words, "words"), child_mark=queries.child_mark(told),
        content_mark=queries.content_marks(told, _hand(came, by), clock.day(came.written_at or at))[0],
        received_at=at, written_at=came.written_at, take_by=due.take_by, check_by=due.check_by, answer_by=due.answer_by,
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
    except (ValueError, RecursionError) as error:
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
