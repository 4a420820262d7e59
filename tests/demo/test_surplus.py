"""The demo's food: offered, handed over, eaten, thanked for, recalled; and the 20 kg of this morning."""

from __future__ import annotations

import pytest

from demo.loading.chapters import surplus
from demo.loading.work import Work
from ibasho.rooms.surplus.actions import handing, proposing, recalls
from ibasho.rooms.surplus.models import Handover, Offer, Recall, Use
from tests.demo.loaded import work_of

work = work_of(surplus.load, says="おすそわけ")
pytestmark = pytest.mark.usefixtures("work")


def test_print(work: Work) -> None:
    for o in Offer.objects.all():
        print(o.name, o.state, o.ready_from, o.use_until, [(s.receiver.place.name, s.grams, s.state) for p in o.proposals.all() for s in p.shares.all()], [(q.receiver.place.name, q.reasons) for p in o.proposals.all() for q in p.passed.all()])
    assert 0
