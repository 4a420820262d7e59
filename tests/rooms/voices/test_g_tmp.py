import random, time
import pytest
from ibasho.rooms.voices.actions import releases
from ibasho.rooms.voices.models import *
from ibasho.rooms.voices.queries import releases as q, tables
from tests import make
from tests.people import cast
from tests.rooms.voices import ground as grounds
pytestmark = pytest.mark.django_db
def test_big():
    people = cast()
    for n in range(22): make.district(f"M{n:02}", name=f"d{n}", kana=f"d{n}")
    g = grounds.ground(people, live=True, stages=[], respondents=["child","parent"])
    vote = grounds.question(g.hearing, "vote", "どの")
    opts=[grounds.choice(vote, n, f"w{n}") for n in range(6)]
    one = grounds.question(g.hearing, "one", "どの")
    opts1=[grounds.choice(one, n, f"w{n}") for n in range(4)]
    rng=random.Random(3)
    wishes=list(g.wishes.choices.all())
    def fill(n):
        for _ in range(n):
            parent=rng.random()<.2
            r=grounds.answer(g.web, *rng.sample(wishes, rng.randint(0,3)), face=(g.feeling, rng.choice([1,2,3,4,4,5,5])) if rng.random()<.97 else None, respondent="parent" if parent else "child", stage="" if parent else rng.choice(["infant","lower","upper","junior","high"]), district_code=rng.choice([f"M{n:02}" for n in range(22)]+[""]*3))
            Pick.objects.create(answer=r, question=vote, choice=rng.choices(opts,[6,5,4,3,1,.3])[0])
            if rng.random()<.95: Pick.objects.create(answer=r, question=one, choice=rng.choice(opts1))
    by=lambda p: people.by(p)
    from ibasho.base.kernel.actor import Actor
    def show(rel):
        for t in q.shown_of(rel):
            cells=t.cells(); print("  ", t.name, t.within, t.all_of_them, t.grows, sum(v is not None for v in cells.values()),"/",len(cells), "total", t.total, "rows", t.rows or [r[0] for r in t.counts], "cols", t.columns)
    for step in (60, 60, 60):
        fill(step); t=time.time(); rel=releases.live(hearing=g.hearing, by=Actor.of_job("x"), at=make.AT); print("live", rel and rel.people, round(time.time()-t,2)); rel and show(rel)
    for step in (220, 5, 60, 200):
        fill(step); t=time.time()
        try:
            a=releases.ask(hearing=g.hearing, by=by(people.aoi), at=make.AT)
            b=releases.approve(release=a, by=by(people.fumi), at=make.AT)
            print("tables", b.people, round(time.time()-t,2)); show(b)
        except Exception as e: print("refused", repr(e), round(time.time()-t,2))
