import pytest
from django.test import Client
from django.urls import reverse
from tests import objects
from tests.people import cast
from tests.signing_in import sign_in
from tests.test_access import WHO, expected, matrix
from ibasho.rooms.familysupport.urls import reports

NAMES = {f"familysupport:{one.name}" for one in reports.urlpatterns}


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["anonymous", "aoi", "megumi", "mado", "hana"])
def test_mine(who, client):
    people = cast()
    if who != "anonymous":
        sign_in(client, getattr(people, who))
    made = objects.Objects(people)
    wrong = []
    for name in sorted(NAMES):
        row = matrix()[name]
        r = client.get(reverse(name, kwargs=made.kwargs(row.get("object"))), follow=False)
        out = r.status_code
        if out == 302 and "/accounts/login/" in r["Location"]:
            out = "login"
        if out != expected(row, who):
            wrong.append(f"{name}: {out} {r.get('Location')}")
    assert wrong == []
