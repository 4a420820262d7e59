"""One's own messages and wishes; the desk's list of what was not sent."""

from datetime import time

import pytest
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.base.ports.mail import MailRefused, RecordingMailer
from ibasho.town.outbox import actions, queries
from ibasho.town.outbox.models import Message
from tests.make import AT
from tests.people import Cast
from tests.signing_in import sign_in
from tests.town.outbox.writing import JOB, write


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


def failed(town: Cast) -> Message:
    message = write(town.hana)
    mailer = RecordingMailer(failing={town.hana.email: MailRefused("SMTP 550")})
    actions.deliver(message_id=message.pk, mailer=mailer, by=JOB, at=AT)
    return message


def test_one_reads_the_own_messages_and_nobody_elses(town: Cast) -> None:
    write(town.hana)
    write(town.hana, event_key="x:2", secret=True, body="コード 123456")
    mine = sign_in(Client(), town.hana).get("/my/messages/").content.decode()
    assert "あした ひらきます" in mine and "123456" not in mine
    assert "あした ひらきます" not in sign_in(Client(), town.ken).get("/my/messages/").content.decode()


def test_one_chooses_quiet_hours(town: Cast) -> None:
    client = sign_in(Client(), town.hana)
    client.post("/my/messages/wishes/", {"quiet_from": "20:00", "quiet_until": "08:30"})
    now = queries.preference_of(town.hana.pk)
    assert (now.wants_mail, now.quiet_from, now.quiet_until) == (False, time(20), time(8, 30))
    assert 'value="20:00"' in client.get("/my/messages/wishes/").content.decode()


def test_the_desk_sends_again_and_drops(town: Cast) -> None:
    message, client = failed(town), sign_in(Client(), town.aoi)
    page = client.get("/desk/outbox/").content.decode()
    assert "SMTP 550" in page and "あした ひらきます" not in page  # the reason, not the text
    client.post(f"/desk/outbox/{message.pk}/resend/")
    assert Message.objects.get().state == "waiting"
    message = Message.objects.get()
    Message.objects.update(state="failed")
    client.post(f"/desk/outbox/{message.pk}/cancel/")
    assert Message.objects.get().state == "cancelled"


@pytest.mark.parametrize("who", ["mado", "tsubaki", "hana", "tamotsu"])
def test_others_do_not_touch_it(town: Cast, who: str) -> None:
    message, client = failed(town), sign_in(Client(), getattr(town, who))
    assert client.post(f"/desk/outbox/{message.pk}/resend/").status_code == 404
    assert client.post(f"/desk/outbox/{message.pk}/cancel/").status_code == 404


def test_what_was_sent_is_out_of_reach(town: Cast) -> None:
    message = write(town.hana)
    actions.deliver(message_id=message.pk, mailer=RecordingMailer(), by=JOB, at=AT)
    assert sign_in(Client(), town.aoi).post(f"/desk/outbox/{message.pk}/resend/").status_code == 404
