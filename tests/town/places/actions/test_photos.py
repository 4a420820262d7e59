"""A photo is drawn anew, needs words and consent, and is shown only after the city's yes."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pytest
from PIL import Image

from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from ibasho.town.places.actions import photos
from ibasho.town.places.models import Photo, Place
from tests import make
from tests.people import Cast

pytestmark = pytest.mark.django_db
GPS_IFD, MAKE, ORIENTATION = 0x8825, 0x010F, 0x0112


def jpeg(size: tuple[int, int] = (40, 20), *, orientation: int = 1) -> bytes:
    """A picture that tells where and with what it was taken."""
    picture = Image.new("RGB", size, "orange")
    exif = Image.Exif()
    exif[MAKE], exif[ORIENTATION] = "Camera of Hanako", orientation
    exif[GPS_IFD] = {1: "N", 2: (34.0, 46.0, 0.0), 3: "E", 4: (138.0, 0.0, 0.0)}
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
def place(town: Cast) -> Place:
    return make.place(organisation=town.midori)


def add(town: Cast, place: Place, data: bytes | None = None, who: str = "hana", **more: Any) -> Photo:
    said = {"words": "入り口", "consent_on": None, "nobody_shown": True, **more}
    return photos.add(
        place=place, data=jpeg() if data is None else data, by=town.by(getattr(town, who)), at=make.AT, **said
    )


def stored(row: Photo) -> bytes:
    with row.file.open("rb") as file:
        return bytes(file.read())


def test_nothing_of_the_file_but_the_picture_is_kept(town: Cast, place: Place) -> None:
    row = add(town, place, jpeg(orientation=6))
    kept_bytes = stored(row)
    kept = Image.open(io.BytesIO(kept_bytes))
    assert kept.format == "WEBP"
    assert dict(kept.getexif()) == {}
    assert b"Hanako" not in kept_bytes
    assert b"Exif" not in kept_bytes
    assert kept.size == (20, 40)  # turned upright before the mark was dropped


def test_a_large_picture_is_made_smaller(town: Cast, place: Place) -> None:
    row = add(town, place, jpeg((3000, 1500)))
    assert Image.open(io.BytesIO(stored(row))).size == (1600, 800)


def test_a_picture_with_holes_is_laid_on_white(town: Cast, place: Place) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(out, "PNG")
    kept = Image.open(io.BytesIO(stored(add(town, place, out.getvalue())))).convert("RGB")
    assert min(kept.getpixel((1, 1))) > 240


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"<svg onload=alert(1)>", b"%PDF-1.7", jpeg()[:60], b"GIF89a"]
)
def test_what_is_no_photo_is_refused_kindly(town: Cast, place: Place, data: bytes) -> None:
    with pytest.raises(Invalid) as refusal:
        add(town, place, data)
    assert refusal.value.code == "photo.unreadable"


def test_a_bomb_is_not_opened(town: Cast, place: Place) -> None:
    out = io.BytesIO()
    Image.new("1", (8000, 6000)).save(out, "PNG")  # 48 million pixels in a few kilobytes
    with pytest.raises(Invalid) as refusal:
        add(town, place, out.getvalue())
    assert refusal.value.code == "photo.too_large"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"words": " "}, "words"),
        ({"nobody_shown": False}, "consent_on"),
        ({"nobody_shown": False, "consent_on": make.TUESDAY + timedelta(days=1)}, "consent_on"),
    ],
)
def test_words_and_consent_are_needed(town: Cast, place: Place, said: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        add(town, place, **said)
    assert list(refusal.value.fields) == [field]


def test_people_on_a_photo_need_a_day_of_consent(town: Cast, place: Place) -> None:
    row = add(town, place, nobody_shown=False, consent_on=date(2026, 11, 1))
    assert row.consent_on == date(2026, 11, 1)


@pytest.mark.parametrize("who", ["ken", "tamotsu", "tsubaki"])
def test_a_stranger_adds_and_removes_nothing(town: Cast, place: Place, who: str) -> None:
    with pytest.raises(NotFound):
        add(town, place, who=who)
    row = add(town, place)
    with pytest.raises(NotFound):
        photos.remove(photo=row, by=town.by(getattr(town, who)), at=make.AT)


@pytest.mark.parametrize("who", ["mado", "tsubaki", "hana", "ken", "tamotsu"])
def test_only_who_may_approve_shows_it(town: Cast, place: Place, who: str) -> None:
    with pytest.raises(NotAllowed):
        photos.approve(photo=add(town, place), by=town.by(getattr(town, who)), at=make.AT)


def test_an_approved_photo_says_by_whom(town: Cast, place: Place) -> None:
    row = photos.approve(photo=add(town, place), by=town.by(town.aoi), at=make.AT)
    assert row.approved_by == town.aoi
    with pytest.raises(Conflict):
        photos.approve(photo=row, by=town.by(town.aoi), at=make.AT)


@pytest.mark.django_db(transaction=True)
def test_a_removed_photo_is_gone_with_its_file(town: Cast, place: Place) -> None:
    row = add(town, place)
    storage, name = row.file.storage, str(row.file.name)
    assert storage.exists(name)
    photos.remove(photo=row, by=town.by(town.hana), at=make.AT)
    assert not Photo.objects.exists()
    assert not storage.exists(name)
