import pytest
from django.test import Client
from django.urls import reverse
from tests import house, objects
from tests.people import cast
from tests.signing_in import sign_in
from tests.test_access import matrix, expected, WHO, _met
MINE=[n for n in matrix() if n.split(':')[-1].startswith(tuple('desk_supporting desk_notice desk_match desk_supporter ops_supporting ops_notice ops_match ops_supporter desk_grant ops_grant desk_report ops_report'.split())) and n.startswith('network:')]+['supporters','supporter','supporter_notices']
@pytest.mark.django_db
@pytest.mark.parametrize("who", WHO)
def test_mine(who, client):
    people=cast(); made=objects.Objects(people)
    if who!="anonymous": sign_in(client, getattr(people,who))
    [made.kwargs(matrix()[n].get("object")) for n in MINE]
    wrong=[]
    for n in sorted(MINE):
        try:
            t=_met(n, matrix()[n], who, made, client)
        except Exception as e:
            t=f"{n}: {type(e).__name__} {e}"[:300]
        if t: wrong.append(t)
    assert wrong==[], "\n".join(wrong)
