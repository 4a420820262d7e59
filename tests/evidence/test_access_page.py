"""docs/access.md is what roles, permissions and the matrix say today."""

from ibasho.town.people.permissions import Permission
from tests.evidence import access_page
from tests.people import ROLE_OF


def test_the_page_is_current() -> None:
    assert access_page.FILE.read_text(encoding="utf-8") == access_page.text(), "python -m tests.evidence"


def test_every_permission_has_its_words() -> None:
    assert set(access_page.words()) == {one.name for one in Permission}


def test_an_officer_can_read_it_at_one_sitting() -> None:
    assert len(access_page.text().splitlines()) <= 200


def test_it_speaks_of_the_cast() -> None:
    assert access_page.CAST.items() <= {who: role for who, (_group, role) in ROLE_OF.items()}.items()
