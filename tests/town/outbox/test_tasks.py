"""The jobs, the sweep, and Django's mail turned into rows."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection

from ibasho.base.kernel import clock
from ibasho.base.ports.mail import EVENT_HEADER, RecordingMailer
from ibasho.town.outbox import actions, tasks
from ibasho.town.outbox.backend import OutboxBackend
from ibasho.town.outbox.models import Message
from tests.make import AT
from tests.people import Cast
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
