"""葵 drafts, 文 checks and decides: three looks that stay as they were written."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from ibasho.rooms.openhouse.actions import approvals
from ibasho.rooms.openhouse.models import Application, Step
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import Cast, cast
from tests.rooms.openhouse import ground
from tests.rooms.openhouse.applying import THURSDAY, applied, approved

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def hall(people: Cast) -> ground.Ground:
    return ground.ground(people)


@pytest.fixture
def row(hall: ground.Ground, people: Cast) -> Application:
    return applied(hall.space, people.aozora, people.by(people.ken))


def test_three_looks(row: Application, people: Cast) -> None:
    done = approved(row, people, as_deputy=True, note="課長 不在")
    assert (done.state, done.key_code) == ("approved", "")
    told = [(one.kind, one.by, one.as_deputy) for one in Step.objects.all()]
    assert told == [
        ("draft", people.aoi, False), ("check", people.fumi, False), ("decide", people.fumi, True),
    ]  # fmt: skip
    with pytest.raises(DatabaseError), transaction.atomic():
        Step.objects.update(as_deputy=False)
    mail = Message.objects.get(event_key=f"openhouse.application.approved:{row.public_id}")
    assert mail.subject == "利用を 許可しました：こども食堂の日"
    assert "令和8年12月3日（木） 11:00〜13:00" in mail.body


def test_who_drafted_neither_checks_nor_decides(row: Application, people: Cast) -> None:
    aoi, fumi = people.by(people.aoi), people.by(people.fumi)
    approvals.draft(application=row, by=aoi, at=make.AT)
    with pytest.raises(NotAllowed):
        approvals.check(application=row, by=aoi, at=make.AT)
    with pytest.raises(Conflict):
        approvals.decide(application=row, by=fumi, at=make.AT)
    approvals.check(application=row, by=fumi, at=make.AT)
    with pytest.raises(NotAllowed):
        approvals.decide(application=row, by=aoi, at=make.AT)
    with pytest.raises(Conflict):
        approvals.draft(application=row, by=fumi, at=make.AT)


def test_who_wrote_it_does_not_decide(hall: ground.Ground, people: Cast) -> None:
    """花 leads the place and asks for it herself."""
    own = applied(hall.space, people.midori, people.by(people.hana))
    approvals.draft(application=own, by=people.by(people.aoi), at=make.AT)
    approvals.check(application=own, by=people.by(people.hana), at=make.AT)
    with pytest.raises(NotAllowed):
        approvals.decide(application=own, by=people.by(people.hana), at=make.AT)
    assert approvals.decide(application=own, by=people.by(people.fumi), at=make.AT).state == "approved"


def test_a_wish_for_a_waiver_is_answered(hall: ground.Ground, people: Cast) -> None:
    row = applied(
        hall.space, people.aozora, people.by(people.ken), waiver_asked=True, waiver_reason="こどもの ため"
    )
    with pytest.raises(Invalid):
        approved(row, people)
    done = approvals.decide(application=row, waive=True, by=people.by(people.fumi), at=make.AT)
    assert done.waiver_given is True
    assert "減免します。" in Message.objects.get(event_key__contains="approved").body


def test_a_number_lock_gets_its_number_and_no_mail_tells_it(hall: ground.Ground, people: Cast) -> None:
    hall.space.key_kind = "code"
    hall.space.save()
    done = approved(applied(hall.space, people.aozora, people.by(people.ken)), people)
    assert len(done.key_code) == 6
    mail = Message.objects.get(event_key__contains="approved")
    assert done.key_code not in mail.body
    assert "鍵の番号は" in mail.body


def test_not_allowed_with_the_reason_and_the_days_are_free(
    row: Application, hall: ground.Ground, people: Cast
) -> None:
    approvals.draft(application=row, by=people.by(people.aoi), at=make.AT)
    with pytest.raises(Invalid):
        approvals.decline(application=row, why=" ", by=people.by(people.aoi), at=make.AT)
    done = approvals.decline(application=row, why="火を つかうため", by=people.by(people.aoi), at=make.AT)
    assert (done.state, done.end_reason, done.bookings.get().state) == (
        "declined",
        "火を つかうため",
        "released",
    )
    assert "火を つかうため" in Message.objects.get(event_key__contains="declined").body
    assert applied(hall.space, people.midori, people.by(people.hana)).pk


def test_a_day_that_is_over_is_not_allowed_any_more(row: Application, people: Cast) -> None:
    with pytest.raises(Conflict):
        approved(row, people, at=clock.at(THURSDAY, time(13)))


@pytest.mark.parametrize("who", ["mado", "tsubaki", "ken", "tamotsu"])
def test_who_may_not_look(row: Application, people: Cast, who: str) -> None:
    by: Any = people.by(getattr(people, who))
    for deed in (approvals.draft, approvals.check, approvals.decide):
        with pytest.raises(NotFound):
            deed(application=row, by=by, at=make.AT)
    with pytest.raises(NotFound):
        approvals.decline(application=row, why="いや", by=by, at=make.AT)


def test_the_places_own_lead_may_look(row: Application, people: Cast) -> None:
    assert approvals.draft(application=row, by=people.by(people.hana), at=make.AT).state == "drafted"
