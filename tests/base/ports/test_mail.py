"""Mail: plain text, one address, no smuggled headers; later or never."""

import smtplib
from dataclasses import replace

import pytest
from django.core import mail
from django.core.mail.backends import locmem

from ibasho.base.ports.mail import DjangoMailer, Letter, MailDelayed, MailRefused, RecordingMailer

FINE = Letter("hana@example.test", "おしらせ", "本文です\n", "message-1")


def test_a_letter_is_plain_text_to_one_address() -> None:
    DjangoMailer().send(FINE)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (["hana@example.test"], "おしらせ", "本文です\n")
    assert sent.message().get_content_type() == "text/plain"
    assert sent.message()["Message-ID"] == "<message-1@ibasho>"


@pytest.mark.parametrize("mailer", [DjangoMailer(), RecordingMailer()])
@pytest.mark.parametrize(
    ("to", "subject"),
    [
        ("a@example.test\nBcc: b@example.test", "s"),
        ("a@example.test, b@example.test", "s"),
        ("<a@example.test>", "s"),
        ("a@example.test", "s\r\nBcc: b@example.test"),
        ("a@example.test", "s\u2028Bcc: x"),
    ],
)
def test_header_injection_is_refused(mailer: DjangoMailer | RecordingMailer, to: str, subject: str) -> None:
    with pytest.raises(MailRefused):
        mailer.send(Letter(to, subject, "b", "k"))
    assert not mail.outbox


@pytest.mark.parametrize(
    ("trouble", "outcome"),
    [
        (ConnectionRefusedError(), MailDelayed),
        (TimeoutError(), MailDelayed),
        (smtplib.SMTPServerDisconnected(), MailDelayed),
        (smtplib.SMTPDataError(451, b"later"), MailDelayed),
        (smtplib.SMTPRecipientsRefused({"a": (450, b"greylisted")}), MailDelayed),
        (smtplib.SMTPRecipientsRefused({"a": (550, b"no such user")}), MailRefused),
        (UnicodeEncodeError("ascii", "x", 0, 1, "no"), MailRefused),
    ],
)
def test_trouble_means_later_or_never(
    monkeypatch: pytest.MonkeyPatch, trouble: Exception, outcome: type[Exception]
) -> None:
    def fail(self: object, messages: object) -> int:
        raise trouble

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", fail)
    with pytest.raises(outcome) as told:
        DjangoMailer().send(FINE)
    assert "hana@" not in str(told.value)


def test_a_letter_one_can_stop_says_how() -> None:
    DjangoMailer().send(replace(FINE, stop_url="https://ibasho.example/stop/mail/?t=AB2"))
    told = mail.outbox[0].message()
    assert told["List-Unsubscribe"] == "<https://ibasho.example/stop/mail/?t=AB2>"
    assert told["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    DjangoMailer().send(FINE)
    assert mail.outbox[1].message()["List-Unsubscribe"] is None


@pytest.mark.parametrize("mailer", [DjangoMailer(), RecordingMailer()])
@pytest.mark.parametrize(
    "stop_url",
    ["https://x/>\r\nBcc: b@example.test", "https://x/> , <mailto:a@b", "javascript:alert(1)", "https://x/ y", "https://あ/"],
)  # fmt: skip
def test_nothing_is_smuggled_in_beside_it(mailer: DjangoMailer | RecordingMailer, stop_url: str) -> None:
    with pytest.raises(MailRefused):
        mailer.send(replace(FINE, stop_url=stop_url))
    assert not mail.outbox
