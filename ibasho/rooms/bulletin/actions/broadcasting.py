"""One sending of a notice: begun, walked in slices, stopped. Whoever is told is told once, however often the job dies."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from procrastinate.contrib.django import app as jobs

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.base.ui.languages.saying import say
from ibasho.rooms.bulletin import policies
from ibasho.rooms.bulletin.actions import notices, subscriptions
from ibasho.rooms.bulletin.models import Broadcast, Notice, Subscription
from ibasho.rooms.bulletin.queries import audience, pages
from ibasho.rooms.bulletin.rules import drafts
from ibasho.rooms.bulletin.rules.kinds import NoticeKind, NoticeState
from ibasho.town.outbox import actions as outbox
from ibasho.town.outbox import queries as outbox_queries
from ibasho.town.outbox.models import Address
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission

NOUN = "bulletin.Broadcast"
SLICE = 200


@transaction.atomic
def send(*, notice: Notice, by: Actor, at: datetime) -> Broadcast:
    """Begins the sending with the words as they stand now. Raises Conflict where its place is no longer for everybody."""
    policies.require(by, Permission.BULLETIN_MANAGE, at=at)
    row = notices.locked(notice)
    drafts.step("send", row.state)
    if row.place_id is not None and not pages.tellable().filter(pk=row.place_id).exists():
        raise Conflict(
            "bulletin.notice.place",
            "この居場所は いま だれでも 行ける ところでは ないので、知らせられません。「なおす」で 居場所を えらびなおしてください。",
        )
    return begin(row, by=by, at=at)


def begin(row: Notice, *, by: Actor, at: datetime) -> Broadcast:
    """Part of the action that sends; the notice is locked or new."""
    sending = Broadcast.objects.create(
        notice=row, title=row.title, words=row.words, started_at=at, started_by_id=by.person_id
    )
    row.state = NoticeState.SENDING
    row.save(update_fields=["state"])
    journal.record("bulletin.broadcast.begin", noun=NOUN, object_id=sending.pk, by=by, at=at)
    jobs.configure_task("bulletin.broadcast").defer(broadcast_id=sending.pk)
    return sending


@transaction.atomic
def advance(*, broadcast_id: int, by: Actor, at: datetime) -> bool:
    """The next slice of choices, in order of their key. True while there is more; False when it is over or in other hands."""
    policies.require_server(by)
    rows = Broadcast.objects.select_for_update(skip_locked=True, of=("self", "notice")).select_related(
        "notice"
    )
    row = rows.filter(pk=broadcast_id, ended_at__isnull=True).first()
    if row is None:
        return False
    found = list(audience.after(row.reached_pk)[:SLICE])
    for one in audience.chosen(found, audience.told_of(row.notice)):
        _tell(row, one, by, at)
        row.told += 1
    row.reached_pk = found[-1].pk if found else row.reached_pk
    is_over = len(found) < SLICE
    if is_over:
        _end(row, NoticeState.SENT, by, at)
    row.save()
    return not is_over


@transaction.atomic
def stop(*, notice: Notice, by: Actor, at: datetime) -> Notice:
    """A draft is dropped. A sending ends where it is: what still waits (quiet hours, a service that is down) goes to nobody,
    who was told stays counted. By who may send, a draft by who may write."""
    is_draft = Notice.objects.filter(pk=notice.pk, state=NoticeState.DRAFT).exists()
    policies.require(by, Permission.BULLETIN_WRITE if is_draft else Permission.BULLETIN_MANAGE, at=at)
    rows = Broadcast.objects.select_for_update(of=("self", "notice")).select_related("notice")
    sending = rows.filter(notice=notice).first()
    row = sending.notice if sending is not None else notices.locked(notice)
    if not waits(row):
        drafts.step("stop", row.state)
    if sending is not None:
        sending.told -= outbox.withdraw(event_key=key_of(row), by=by, at=at)
        _end(sending, NoticeState.STOPPED, by, at)
        sending.save()
    else:
        row.state = NoticeState.STOPPED
        row.save(update_fields=["state"])
        notices.record("drop", row, by, at)
    return row


def waits(notice: Notice) -> bool:
    """Whether it was sent, and somebody has not got it yet."""
    return notice.state == NoticeState.SENT and outbox_queries.is_waiting(key_of(notice))


def key_of(notice: Notice) -> str:
    return f"{subscriptions.NEWS}{notice.public_id}"


def subject_of(kind: str, title: str) -> str:
    """Where the reader's language is another, what sort of news it is stands before the title, which stays as it was written."""
    label = NoticeKind(kind).label
    said = say(label)
    return title if said == label else f"{said}: {title}"


def path_of(notice: Notice) -> str:
    return notice.path or reverse("bulletin:news_one", args=[notice.public_id])


def _tell(row: Broadcast, one: Subscription, by: Actor, at: datetime) -> None:
    to: Person | Address | None = one.person or one.address
    assert to is not None  # the database keeps it
    path = path_of(row.notice)
    with translation.override(to.language if isinstance(to, Address) else settings.LANGUAGE_CODE):
        subject = subject_of(row.notice.kind, row.title)
    outbox.send(
        to=to, event_key=key_of(row.notice), subject=subject, body=row.words, by=by, at=at,
        urgent=row.notice.urgent, is_open=True, link=path,
    )  # fmt: skip


def _end(row: Broadcast, state: NoticeState, by: Actor, at: datetime) -> None:
    row.ended_at, row.notice.state = at, state
    row.notice.save(update_fields=["state"])
    verb = "end" if state == NoticeState.SENT else "stop"
    journal.record(
        f"bulletin.broadcast.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at, data={"told": row.told}
    )
