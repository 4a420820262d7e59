"""deliver, give_up, resend, cancel, forget."""

from datetime import timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.errors import Conflict, NotAllowed
from ibasho.base.ports.mail import MailDelayed, MailRefused, RecordingMailer
from ibasho.town.outbox import actions, queries
from ibasho.town.outbox.models import Message
from ibasho.town.people.actions import protection
from tests.make import AT
from tests.people import Cast
from tests.town.outbox.writing import JOB, write

MINUTE = timedelta(minutes=1)


def deliver(message: Message, mailer: RecordingMailer, at=AT) -> Message | None:  # type: ignore[no-untyped-def]
    return actions.deliver(message_id=message.pk, mailer=mailer, by=JOB, at=at)


def test_a_due_message_is_sent_once(town: Cast) -> None:
    message, mailer = write(town.hana), RecordingMailer()
    done = deliver(message, mailer)
    assert done is not None and (done.state, done.sent_at, done.tries) == ("sent", AT, 1)
    assert deliver(message, mailer) is None
    assert [(letter.to, letter.body) for letter in mailer.sent] == [
        ("hana@example.test", "あした ひらきます")
    ]
    assert Entry.objects.filter(verb="outbox.message.sent").count() == 1


def test_nothing_goes_before_its_time(town: Cast) -> None:
    message, mailer = write(town.hana, at=AT.replace(hour=22)), RecordingMailer()
    assert deliver(message, mailer, AT.replace(hour=23)) is None
    assert not mailer.sent


def test_a_delay_is_tried_again_and_given_up_after_a_day(town: Cast) -> None:
    message = write(town.hana)
    mailer = RecordingMailer(failing={town.hana.email: MailDelayed("TimeoutError")})
    first = deliver(message, mailer)
    assert first is not None and (first.state, first.send_after) == ("waiting", AT + MINUTE)
    assert list(queries.due(AT)) == [] and list(queries.due(AT + MINUTE)) == [message.pk]
    last = deliver(message, mailer, AT + timedelta(days=1))
    assert last is not None and (last.state, last.problem) == ("failed", "TimeoutError")


def test_a_refused_address_fails_at_once_and_blocks_nobody(town: Cast) -> None:
    bad, good = write(town.hana), write(town.ken)
    mailer = RecordingMailer(failing={town.hana.email: MailRefused("SMTP 550")})
    for message in (bad, good):
        deliver(message, mailer)
    assert [Message.objects.get(pk=row.pk).state for row in (bad, good)] == ["failed", "sent"]
    assert list(queries.unsent(AT)) == [bad]


def test_secret_text_is_gone_once_sent(town: Cast) -> None:
    message, mailer = write(town.hana, secret=True, body="コード 123456"), RecordingMailer()
    deliver(message, mailer)
    assert mailer.sent[0].body == "コード 123456"
    assert Message.objects.get(pk=message.pk).body == ""


def test_a_protected_persons_mail_says_only_where_to_look(town: Cast) -> None:
    message, mailer = write(town.hana), RecordingMailer()
    protection.protect(person=town.hana, by=town.by(town.fumi), at=AT)
    deliver(message, mailer)
    assert "ひらきます" not in mailer.sent[0].body and "/my/messages/" in mailer.sent[0].body
    assert [own.body for own in queries.own(town.hana.pk, AT)] == ["あした ひらきます"]


def test_a_protected_person_is_not_on_the_desks_list(town: Cast) -> None:
    message = write(town.hana)
    deliver(message, RecordingMailer(failing={town.hana.email: MailRefused("SMTP 550")}))
    protection.protect(person=town.hana, by=town.by(town.fumi), at=AT)
    assert not queries.unsent(AT)


def test_what_no_worker_finished_shows_up_at_the_desk(town: Cast) -> None:
    message = write(town.hana)
    assert list(queries.unsent(AT)) == []
    assert list(queries.unsent(AT + timedelta(minutes=11))) == [message]
    assert actions.give_up(by=JOB, at=AT + timedelta(hours=24)) == 0
    assert actions.give_up(by=JOB, at=AT + timedelta(hours=26)) == 1
    assert Message.objects.get().state == "failed"


def failed(town: Cast, **fields: object) -> Message:
    message = write(town.hana, **fields)
    deliver(message, RecordingMailer(failing={town.hana.email: MailRefused("SMTP 550")}))
    return message


def test_the_desk_sends_again(town: Cast) -> None:
    message = failed(town)
    again = actions.resend(message_id=message.pk, by=town.by(town.aoi), at=AT + MINUTE)
    assert (again.state, again.tries, again.send_after) == ("waiting", 0, AT + MINUTE)
    with pytest.raises(Conflict):
        actions.resend(message_id=message.pk, by=town.by(town.aoi), at=AT)


def test_an_erased_text_cannot_be_sent_again(town: Cast) -> None:
    with pytest.raises(Conflict, match="消して"):
        actions.resend(message_id=failed(town, secret=True).pk, by=town.by(town.aoi), at=AT)


def test_the_desk_drops_a_message(town: Cast) -> None:
    message = failed(town)
    assert actions.cancel(message_id=message.pk, by=town.by(town.aoi), at=AT).state == "cancelled"
    assert not queries.unsent(AT)
    with pytest.raises(Conflict):
        actions.cancel(message_id=message.pk, by=town.by(town.aoi), at=AT)


@pytest.mark.parametrize("who", ["mado", "tsubaki", "hana", "tamotsu"])
def test_others_neither_resend_nor_drop(town: Cast, who: str) -> None:
    message, by = failed(town), town.by(getattr(town, who))
    with pytest.raises(NotAllowed):
        actions.resend(message_id=message.pk, by=by, at=AT)
    with pytest.raises(NotAllowed):
        actions.cancel(message_id=message.pk, by=by, at=AT)


def test_texts_go_after_a_month_and_rows_after_a_year(town: Cast) -> None:
    message = write(town.hana)
    deliver(message, RecordingMailer())
    assert actions.forget(by=JOB, at=AT + timedelta(days=29)) == (0, 0)
    assert actions.forget(by=JOB, at=AT + timedelta(days=31)) == (1, 0)
    assert Message.objects.get().body == ""
    assert actions.forget(by=JOB, at=AT + timedelta(days=366)) == (0, 1)
