"""The jobs, the sweep, and Django's mail turned into rows."""

from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection

from ibasho.base.kernel import clock
from ibasho.base.ports.mail import EVENT_HEADER, Letter, RecordingMailer
from ibasho.town.outbox import actions, tasks
from ibasho.town.outbox.backend import OutboxBackend
from ibasho.town.outbox.models import Message
from tests.make import AT
from tests.people import Cast, cast
from tests.town.outbox.writing import JOB, jobs, write


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


def test_the_job_sends_through_the_real_mailer(town: Cast) -> None:
    message = write(town.hana)
    tasks.deliver(message.pk)
    assert [letter.to for letter in mail.outbox] == [["hana@example.test"]]
    assert Message.objects.get().state == "sent"


def test_the_sweep_asks_for_each_due_message_once(town: Cast) -> None:
    write(town.hana)
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs")
    tasks.sweep(0)
    tasks.sweep(0)
    assert jobs() == 1


def test_the_sweep_leaves_what_is_not_due(town: Cast) -> None:
    write(town.hana, at=AT + timedelta(hours=1))
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs")
    tasks.sweep(0)
    assert jobs() == 0


def test_what_writes_mail_writes_a_row(town: Cast) -> None:
    code = EmailMessage("コード", "123456", to=[town.hana.email])
    named = EmailMessage(
        "招待", "link", to=["a@example.test"], headers={EVENT_HEADER: "people.invitation:K7"}
    )
    assert OutboxBackend().send_messages([code, named]) == 2
    first, second = Message.objects.order_by("pk")
    assert (first.person, first.urgent, first.secret) == (town.hana, True, True)
    assert (second.event_key, second.urgent, second.secret) == ("people.invitation:K7", False, True)
    assert jobs() == 2 and not mail.outbox


def test_two_workers_never_send_the_same_message(town: Cast) -> None:
    message, mailer = write(town.hana), RecordingMailer()
    for _ in range(3):
        actions.deliver(message_id=message.pk, mailer=mailer, by=JOB, at=AT)
    assert len(mailer.sent) == 1


@pytest.mark.django_db(transaction=True)
def test_a_row_in_one_workers_hands_is_left_alone_by_the_others() -> None:
    people = cast()
    message, slow = write(people.hana), SlowMailer()
    first = Thread(target=_deliver, args=(message.pk, slow))
    first.start()
    assert slow.started.wait(10)
    other = RecordingMailer()
    assert actions.deliver(message_id=message.pk, mailer=other, by=JOB, at=AT) is None
    slow.go_on.set()
    first.join(10)
    assert (len(slow.sent), len(other.sent)) == (1, 0)
    assert Message.objects.get().state == "sent"


@dataclass
class SlowMailer(RecordingMailer):
    started: Event = field(default_factory=Event)
    go_on: Event = field(default_factory=Event)

    def send(self, letter: Letter) -> None:
        self.started.set()
        assert self.go_on.wait(10)
        super().send(letter)


def _deliver(message_id: int, mailer: RecordingMailer) -> None:
    actions.deliver(message_id=message_id, mailer=mailer, by=JOB, at=AT)
    connection.close()
