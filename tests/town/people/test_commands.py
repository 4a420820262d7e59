"""The first administrator comes by the command line, and only once."""

from click.testing import CliRunner
from django.test import Client

from ibasho.base.journal.models import Entry
from ibasho.town.people.commands import people
from ibasho.town.people.models import Membership, Person
from tests.people import Cast

ARGUMENTS = ["first-admin", "--email", "first@example.test", "--name", "始", "--section", "こども課"]


def test_a_fresh_install_has_no_account_and_gets_one(db: None, client: Client) -> None:
    assert not Person.objects.exists()
    done = CliRunner().invoke(people, ARGUMENTS)
    assert done.exit_code == 0 and "first@example.test" in done.output
    role = Membership.objects.get()
    assert (role.role, role.organisation.kind) == ("city_admin", "city")
    assert not role.person.has_usable_password()
    assert Entry.objects.get().via == "command"
    client.force_login(role.person)
    assert client.get("/desk/people/")["Location"] == "/accounts/second-factor/"


def test_a_second_one_has_to_be_invited(town: Cast) -> None:
    done = CliRunner().invoke(people, ARGUMENTS)
    assert done.exit_code == 1 and "管理者が もういます" in done.output
    assert not Person.objects.filter(email="first@example.test").exists()
