"""register, change, close."""

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from ibasho.town.people import policies
from ibasho.town.people.actions import invitations, organisations
from ibasho.town.people.actions.organisations import Contact
from ibasho.town.people.permissions import Permission
from tests.make import AT, TUESDAY
from tests.people import Cast

KAWA = Contact(name="かわべ食堂の会", kana="かわべしょくどうのかい", phone="000-000-0000")


def test_an_officer_registers_a_group(town: Cast) -> None:
    made = organisations.register(kind="group", contact=KAWA, by=town.by(town.aoi), at=AT)
    assert (made.name, made.kind, made.is_active) == ("かわべ食堂の会", "group", True)
    entry = Entry.objects.get(verb="people.organisation.register")
    assert entry.object_id == str(made.pk) and entry.data == {"kind": "group"}


@pytest.mark.parametrize("who", ["mado", "tsubaki", "hana", "tamotsu"])
def test_others_do_not_register(town: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        organisations.register(kind="group", contact=KAWA, by=town.by(getattr(town, who)), at=AT)


@pytest.mark.parametrize(
    ("kind", "contact"),
    [
        ("castle", KAWA),
        ("group", Contact(name="  ")),
        ("group", Contact(name="会 1234 5678 9018")),  # a My Number
    ],
)
def test_what_cannot_be_right_is_refused(town: Cast, kind: str, contact: Contact) -> None:
    with pytest.raises(Invalid):
        organisations.register(kind=kind, contact=contact, by=town.by(town.aoi), at=AT)


def test_a_lead_keeps_the_own_contact_up_to_date(town: Cast) -> None:
    new = Contact(name=town.midori.name, phone="000-111-2222")
    organisations.change(organisation_id=town.midori.pk, contact=new, by=town.by(town.hana), at=AT)
    town.midori.refresh_from_db()
    assert town.midori.phone == "000-111-2222"
    assert Entry.objects.get(verb="people.organisation.change").data == {"fields": ["phone"]}


def test_a_change_without_difference_leaves_no_trace(town: Cast) -> None:
    same = Contact(name=town.midori.name)
    organisations.change(organisation_id=town.midori.pk, contact=same, by=town.by(town.hana), at=AT)
    assert not Entry.objects.exists()


def test_a_stranger_does_not_learn_that_the_group_exists(town: Cast) -> None:
    with pytest.raises(NotFound):
        organisations.change(organisation_id=town.midori.pk, contact=KAWA, by=town.by(town.ken), at=AT)


def test_closing_ends_roles_and_invitations(town: Cast) -> None:
    link = invitations.invite(
        organisation=town.midori, role="helper", email="new@example.test", by=town.by(town.hana), at=AT
    )
    organisations.close(organisation_id=town.midori.pk, why="解散", by=town.by(town.fumi), at=AT)
    assert not policies.may(town.by(town.hana), Permission.OPS_ENTER, day=TUESDAY)
    link.invitation.refresh_from_db()
    assert not link.invitation.is_open(AT)
    assert Entry.objects.get(verb="people.organisation.close").why == "解散"


def test_the_section_of_the_last_administrator_stays(town: Cast) -> None:
    with pytest.raises(Conflict):
        organisations.close(organisation_id=town.city.pk, why="", by=town.by(town.fumi), at=AT)


@pytest.mark.parametrize("who", ["aoi", "mado", "hana"])
def test_only_an_administrator_closes(town: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        organisations.close(organisation_id=town.midori.pk, why="", by=town.by(getattr(town, who)), at=AT)
