"""千代 says yes to a series in the same second in which 恵 decides one of its days: with connections of their own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from django.db import connection, transaction

from ibasho.base.kernel.actor import Actor, Via
from ibasho.rooms.familysupport.actions import asking
from ibasho.rooms.familysupport.models import Ask, Visit
from tests import make
from tests.people import cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import DAY

pytestmark = pytest.mark.django_db(transaction=True)
LINK = Actor.public(Via.LINK)


def test_one_day_decided_meanwhile_loses_no_other_yes() -> None:
    with transaction.atomic():
        made = ground.ground(cast())
        row = ground.request(made)
        days = [ground.visit(row, DAY + timedelta(days=7 * n)) for n in range(3)]
        asks = [Ask.objects.create(visit=one, member=made.chiyo, batch="B", sent_at=make.AT) for one in days]
    held, answering = Event(), Event()

    def decide() -> None:
        try:
            with transaction.atomic():
                Visit.objects.select_for_update().get(pk=days[1].pk)
                Visit.objects.filter(pk=days[1].pk).update(
                    state="agreed", provider=made.goro, decided_at=make.AT
                )
                held.set()
                answering.wait(20)
                with connection.cursor() as cursor:  # until she waits for this lock
                    for _ in range(200):
                        cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted")
                        if cursor.fetchone():
                            break
                        cursor.execute("SELECT pg_sleep(0.02)")
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        deciding = pool.submit(decide)
        held.wait(20)
        answering.set()
        assert asking.answer_all(ask=asks[0], yes=True, by=LINK, at=make.AT) == 2
        deciding.result()
    assert [one.answer for one in Ask.objects.order_by("visit__day")] == ["yes", "waiting", "yes"]
