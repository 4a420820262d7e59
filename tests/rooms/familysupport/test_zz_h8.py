import pytest
from django.test import Client
from django.urls import reverse
from tests import objects, test_access
from tests.people import cast
from tests.rooms.familysupport.asks_objects import AsksObjects
from tests.signing_in import sign_in
NAMES=("my_incidents","my_incident","my_complaint","desk_incident","desk_complaint","desk_drop_in","ops_drop_in","desk_figures")
@pytest.mark.django_db
def test_mine():
    people=cast()
    class O(objects.Objects, *( () if issubclass(objects.Objects,AsksObjects) else (AsksObjects,))): pass
    o=O(people); wrong=[]
    for who in test_access.WHO:
        c=Client()
        if who!="anonymous": sign_in(c,getattr(people,who))
        for name,row in test_access.matrix().items():
            if not name.startswith(tuple("familysupport:"+n for n in NAMES)): continue
            r=c.get(reverse(name,kwargs=o.kwargs(row.get("object"))))
            out=r.status_code
            if out==302 and "/accounts/login/" in r["Location"]: out="login"
            if out!=test_access.expected(row,who): wrong.append(f"{who} {name}: {out}, {test_access.expected(row,who)}")
    assert wrong==[]
