"""Who hands out roles does not take the centre's, and who holds it hears who joins."""

from __future__ import annotations

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotAllowed, NotFound
from ibasho.town.concerns.actions import colleagues
from ibasho.town.outbox.models import Message
from ibasho.town.people.actions import appointing, invitations, memberships
from ibasho.town.people.models import Appointment, Membership, Person
from tests import make
from tests.people import Cast
from tests.town.concerns import ground

pytestmark = pytest.mark.django_db
JOB = Actor.of_job("concerns.tell_of_colleague")


@pytest.fixture
def people() -> Cast:
    return ground.small_centre()


def given(people: Cast, person: Person, role: str = "centre_worker") -> None:
    memberships.grant(
        person=person, organisation=people.city, role=role, by=people.by(people.fumi), at=make.AT
    )


def confirmed(people: Cast) -> None:
    """Aoi says yes to what Fumi asked for."""
    waiting = Appointment.objects.get(confirmed_at=None)
    appointing.confirm(appointment_id=waiting.pk, by=people.by(people.aoi), at=make.AT)


def letter(people: Cast) -> str:
    """An administrator's invitation on paper."""
    by = people.by(people.fumi)
    made = invitations.invite(organisation=people.city, role="centre_worker", email="", by=by, at=make.AT)
    return made.link.rstrip("/").rsplit("/", 1)[1]


def test_an_administrator_does_not_become_a_reader_alone(people: Cast) -> None:
    with pytest.raises(NotAllowed, match="自分には わたせません"):
        given(people, people.fumi)
    with pytest.raises(NotAllowed, match="自分には わたせません"):
        invitations.accept(token=letter(people), by=people.by(people.fumi), at=make.AT)
    assert not Membership.objects.filter(person=people.fumi, role="centre_worker").exists()


def test_everybody_at_the_centre_hears_who_joined_and_by_whom(people: Cast) -> None:
    other = ground.colleague(people)
    given(people, people.aoi)
    job = ProcrastinateJob.objects.get(task_name="concerns.tell_of_colleague")
    assert colleagues.tell(entry_id=job.args["entry_id"], by=JOB, at=make.AT) == 2
    mails = list(Message.objects.all())
    assert {one.person for one in mails} == {people.sumi, other}
    for mail in mails:
        assert "葵さんが「こども家庭センター 職員」に なりました（わたした人：文さん）" in mail.body
    assert colleagues.tell(entry_id=job.args["entry_id"], by=JOB, at=make.AT) == 2
    assert Message.objects.count() == 2, "asked once more, nothing is sent twice"


def test_also_of_who_came_by_an_invitation(people: Cast) -> None:
    invitations.accept(
        token=letter(people), by=Actor.public(), at=make.AT, name="樹", email="itsuki@example.test"
    )
    accepted = Entry.objects.get(verb="people.invitation.accept")
    assert colleagues.tell(entry_id=accepted.pk, by=JOB, at=make.AT) == 0, "nobody has said yes yet"
    confirmed(people)
    entry = Entry.objects.get(verb="people.membership.grant")
    assert colleagues.tell(entry_id=entry.pk, by=JOB, at=make.AT) == 1
    mail = Message.objects.get(subject=colleagues.SUBJECT)
    assert mail.person == people.sumi and "樹さんが" in mail.body and "わたした人：文さん" in mail.body


def test_other_roles_are_nobodys_news_and_no_person_runs_it(people: Cast) -> None:
    given(people, people.tamotsu, "city_clerk")
    confirmed(people)
    entry = Entry.objects.get(verb="people.membership.grant")
    assert colleagues.tell(entry_id=entry.pk, by=JOB, at=make.AT) == 0
    assert not Message.objects.exists()
    with pytest.raises(NotFound):
        colleagues.tell(entry_id=entry.pk, by=people.by(people.fumi), at=make.AT)
