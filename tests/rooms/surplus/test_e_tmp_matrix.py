"""Own rows only."""
import pytest
from django.db import transaction
from tests import house, objects
from tests.people import cast
from tests.signing_in import sign_in
from tests import test_access as t
import os
NAMES=os.environ["E_NAMES"].split(",")
@pytest.mark.django_db
@pytest.mark.parametrize("who", t.WHO)
def test_own(who, client):
    people=cast(); made=objects.Objects(people)
    if who!="anonymous": sign_in(client,getattr(people,who))
    m=t.matrix()
    for n in NAMES: made.kwargs(m['surplus:'+n].get('object'))
    wrong=[told for n in NAMES if (told:=t._met("surplus:"+n,m["surplus:"+n],who,made,client))]
    assert wrong==[]
