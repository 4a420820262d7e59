from __future__ import annotations
import json, os, collections
from typing import Any
import pytest
from django.db import transaction
from django.test import Client
from tests import objects, house
from tests.people import cast
from tests.signing_in import sign_in
from tests.trust import canaries
from tests.trust.walking import addresses
from ibasho.base.kernel import clock
from ibasho.base.ports import pdf
from ibasho.base.kernel.tables import read_table

import inspect, sys
from django.urls import resolve
def canaries_exports(one):
    f=resolve(one.path).func
    return "exports." in inspect.getsource(sys.modules[f.__module__])
WHO = ("fumi","aoi","mado","hana","megumi")

@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        people = cast()
        made = objects.Objects(people)
        found=list(addresses(made))
        from tests.town.payouts import ground as pg
        from tests import make
        from ibasho.town.people.models import Person
        from ibasho.town.payouts.models import Run, Payee, Payment
        from ibasho.town.places.models import Signup
        p = pg.payee(people, "だれか", person=people.ken)
        run=Run.objects.order_by("pk").first()
        print("RUN",run, Payment.objects.count())
        row=Payment.objects.first(); row.pk=None; row.public_id="ZZZZZZZZZZ"; row.payee=p; row.name="だれか"; row.reference="S9"; row.save()
        told = canaries.mark(day=clock.day(clock.now()), flagged_by=people.fumi, group=people.midori)
        print(told.kept, len(told.words))
        yield people, found, told
        transaction.set_rollback(True)

OUT = collections.defaultdict(dict)

@pytest.mark.parametrize("who", WHO)
def test_walk(who, world, django_db_blocker, monkeypatch):
    people, found, told = world
    client=Client(raise_request_exception=False)
    rec = pdf.Recorder(); monkeypatch.setattr(pdf,"render",rec)
    n=0
    with django_db_blocker.unblock(), transaction.atomic():
        if who!="anonymous": sign_in(client,getattr(people,who))
        for one in found:
            if one.expected(who)!=200: continue
            view=None
            for q in ("", "?format=xlsx", "?format=csv"):
                if q and not canaries_exports(one): break
                rec.calls.clear()
                with transaction.atomic():
                    r=client.get(one.path+q); n+=1
                    body=b"".join(r.streaming_content) if getattr(r,"streaming",False) else r.content
                    transaction.set_rollback(True)
                if q and r.get("Content-Type","").startswith("text/html"): break
                text=body.decode("utf-8","replace")
                if "spreadsheet" in r.get("Content-Type",""):
                    text=str([row.cells for row in read_table(body).rows])
                text+=json.dumps([list(c[:2]) for c in rec.calls],ensure_ascii=False)
                if r.status_code>=400: OUT[f"{one.name}{q}"].setdefault("!"+str(r.status_code),[]).append(who)
                hits=[f"{v}" for w,v in told.words.items() if w in text or (w.replace("カナリア","kanaria")+"@") in text or w.replace("カナリア","000-")+"-0000" in text]
                if hits: OUT[f"{one.name}{q}"].setdefault(",".join(sorted({h.rsplit(' ',1)[0] for h in hits})),[]).append(who)
        transaction.set_rollback(True)
    with open(f"/tmp/y/i/{who}.txt","w") as f:
        f.write(f"{n}\n")
        for k,v in OUT.items(): f.write(f"{k} {dict(v)}\n")
