import pytest, re
from django.test import Client
from tests.test_access import matrix, _met, WHO
from tests import objects
from tests.people import cast
from tests.signing_in import sign_in
MINE = re.compile(r"^(network:(start|desk_start)|reports:desk_(start|hand))")
@pytest.mark.django_db
def test_mine():
    people = cast(); made = objects.Objects(people)
    rows = {n: r for n, r in matrix().items() if MINE.match(n)}
    [made.kwargs(r.get("object")) for r in rows.values()]
    wrong = []
    for who in WHO:
        client = Client()
        if who != "anonymous":
            sign_in(client, getattr(people, who))
        wrong += [f"{who} {t}" for n, r in sorted(rows.items()) if (t := _met(n, r, who, made, client))]
    assert wrong == [], "\n".join(wrong)
