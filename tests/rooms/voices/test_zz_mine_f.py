from typing import Any
import pytest, tomllib, re
from django.db import transaction
from django.test import Client
from tests import objects
from tests.people import cast
from tests.signing_in import sign_in
from tests.test_access import WHO, _met, expected
def rows():
    s=__import__("pathlib").Path("/work/main/ibasho/rooms/voices/access.toml").read_text()
    part=s.split("# --- themes:")[1].split("# --- results:")[0]
    return tomllib.loads("#"+part)
@pytest.mark.django_db
@pytest.mark.parametrize("who", WHO)
def test_mine(who, client):
    people=cast(); made=objects.Objects(people)
    for row in rows().values(): made.kwargs(row.get("object"))
    if who!="anonymous": sign_in(client,getattr(people,who))
    wrong=[t for n,r in rows().items() if (t:=_met(n,r,who,made,client))]
    assert wrong==[]
