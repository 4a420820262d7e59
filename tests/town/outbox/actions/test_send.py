"""send: a row, a journal count and a job in one transaction; once per address and event."""

from datetime import timedelta

import pytest
from django.db import transaction

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.errors import Invalid, NotAllowed
from ibasho.town.outbox import actions
from ibasho.town.outbox.models import Message
from ibasho.town.people.actions import accounts, protection
from tests.make import AT
from tests.people import Cast
from tests.town.outbox.writing import jobs, write


def test_a_message_is_a_row_and_a_job(town: Cast) -> None:
    message = write(town.hana)
    assert (message.address, message.state, message.send_after) == ("hana@example.test", "waiting", AT)
    assert message.give_up_at == AT + timedelta(days=1)
    assert jobs() == 1


def test_the_journal_holds_no_address_and_no_text(town: Cast) -> None:
    write(town.hana)
    entry = Entry.objects.get()
    assert (entry.verb, entry.data) == ("outbox.message.write", {"to": 1})


def test_a_second_call_is_the_first_message(town: Cast) -> None:
    first, second = write(town.hana), write(town.hana, subject="もう一度")
    assert first.pk == second.pk and second.subject == "おしらせ"
    assert (Message.objects.count(), jobs(), Entry.objects.count()) == (1, 1, 1)
    assert write(town.ken).pk != first.pk
    assert write(town.hana, event_key="test:2").pk != first.pk


def test_nothing_remains_of_a_rolled_back_act(town: Cast) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        write(town.hana)
        raise RuntimeError
    assert (Message.objects.count(), jobs()) == (0, 0)


def test_at_night_it_waits_for_the_morning_and_the_sweep(town: Cast) -> None:
    night = AT.replace(hour=22)
    message = write(town.hana, at=night)
    assert message.send_after == AT.replace(hour=7) + timedelta(days=1)
    assert jobs() == 0
    assert write(town.hana, at=night, event_key="x:2", urgent=True).send_after == night


def test_an_address_of_somebody_known_is_theirs(town: Cast) -> None:
    assert write(" HANA@example.test ").person == town.hana
    assert write("stranger@example.test", event_key="x:2").person is None


def test_somebody_who_wants_no_mail_gets_only_what_is_urgent(town: Cast) -> None:
    wishes = actions.Wishes(wants_mail=False, quiet_from=AT.time(), quiet_until=AT.time())
    actions.choose(wishes=wishes, by=town.by(town.hana), at=AT)
    assert write(town.hana).state == "cancelled"
    assert write(town.hana, event_key="x:2", urgent=True).state == "waiting"


def test_nothing_follows_a_closed_account(town: Cast) -> None:
    accounts.close_account(by=town.by(town.hana), at=AT)
    town.hana.refresh_from_db()
    assert write(town.hana, urgent=True).state == "cancelled"


def test_nobody_is_told_about_a_protected_person(town: Cast) -> None:
    protection.protect(person=town.hana, by=town.by(town.fumi), at=AT)
    with pytest.raises(NotAllowed):
        write(town.ken, about=[town.hana])
    assert write(town.hana, about=[town.hana])


def test_an_event_key_with_an_address_is_refused(town: Cast) -> None:
    with pytest.raises(Invalid):
        write(town.hana, event_key="to:hana@example.test")


def test_a_subject_stays_one_line(town: Cast) -> None:
    assert write(town.hana, subject="あ\r\nBcc: い").subject == "あ Bcc: い"
