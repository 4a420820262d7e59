"""健's group leaves the hall as it found it, or says what broke."""

from __future__ import annotations

import io
from datetime import time

import pytest
from PIL import Image

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.openhouse.actions import applications, handbacks
from ibasho.rooms.openhouse.models import Booking, HandBack
from ibasho.rooms.openhouse.rules.handback import Check
from tests import make
from tests.people import Cast, cast
from tests.rooms.openhouse import ground
from tests.rooms.openhouse.applying import THURSDAY, applied, approved

pytestmark = pytest.mark.django_db
ALL = [one.value for one in Check]
AFTER = clock.at(THURSDAY, time(13))


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def booking(people: Cast) -> Booking:
    hall = ground.ground(people)
    row = applied(hall.space, people.aozora, people.by(people.ken))
    return approved(row, people).bookings.get()


def photo() -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "CAMERA-OF-KEN"
    Image.new("RGB", (8, 8), "orange").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_everything_is_as_it_was(booking: Booking, people: Cast, settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = str(tmp_path)  # type: ignore[attr-defined]
    data = photo()
    assert b"CAMERA-OF-KEN" in data
    row = handbacks.write(
        booking=booking, checked=ALL, note="", photo=data, by=people.by(people.ken), at=AFTER
    )
    kept = row.photo.read()
    assert b"CAMERA-OF-KEN" not in kept
    assert Image.open(io.BytesIO(kept)).format == "WEBP"
    again = handbacks.write(
        booking=booking, checked=ALL[1:], note="いすが こわれた", by=people.by(people.ken), at=AFTER
    )
    assert (again.pk, again.checked, bool(again.photo)) == (row.pk, ALL[1:], True)
    assert HandBack.objects.count() == 1


def test_what_is_open_wants_a_word_and_the_picture_has_to_be_one(booking: Booking, people: Cast) -> None:
    ken = people.by(people.ken)
    with pytest.raises(Invalid):
        handbacks.write(booking=booking, checked=[], note="", by=ken, at=AFTER)
    with pytest.raises(Invalid):
        handbacks.write(booking=booking, checked=ALL, note="", photo=b"no picture", by=ken, at=AFTER)
    assert HandBack.objects.count() == 0


def test_not_before_it_began_not_for_a_day_given_back_and_not_by_a_stranger(
    booking: Booking, people: Cast
) -> None:
    ken = people.by(people.ken)
    with pytest.raises(Conflict):
        handbacks.write(booking=booking, checked=ALL, note="", by=ken, at=make.AT)
    with pytest.raises(NotFound):
        handbacks.write(booking=booking, checked=ALL, note="", by=people.by(people.tamotsu), at=AFTER)
    assert handbacks.write(booking=booking, checked=ALL, note="", by=people.by(people.hana), at=AFTER).pk
    HandBack.objects.all().delete()
    applications.cancel(application=booking.application, why="", by=ken, at=make.AT)
    with pytest.raises(Conflict):
        handbacks.write(booking=booking, checked=ALL, note="", by=ken, at=AFTER)
