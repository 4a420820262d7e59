"""What a school hands out: three to five places, each with all a child must know."""

from __future__ import annotations

import io
from datetime import date

import pytest
import zxingcpp
from django.core.files.base import ContentFile
from PIL import Image

from ibasho.rooms.bulletin.models import QrCode
from ibasho.rooms.bulletin.queries import codes, paper_places
from ibasho.rooms.bulletin.queries import papers_handout as handout
from ibasho.rooms.bulletin.queries.paper_tongue import Tongue
from ibasho.town.places.models import Photo
from tests import make
from tests.people import cast

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)
CODE = QrCode(code="CDFHJKMNPQ")
KINDS = (
    "kodomo_shokudo",
    "kodomo_shokudo",
    "kodomo_shokudo",
    "kodomo_shokudo",
    "kodomo_shokudo",
    "library",
    "study",
)


def _sheet() -> handout.Sheet:
    for at, kind in enumerate(KINDS):
        make.place(
            f"ところ{at}",
            kind=kind,
            lat=34.15 + at / 2000,
            lng=138.15,
            phone="051-000-0009",
            access_note="学校の となり",
        )
    return handout.sheet(paper_places.reach(make.district(), paper_places.everywhere()), CODE)


def _plain(pieces: list[tuple[str, str | None]]) -> str:
    return "".join(base for base, _ in pieces)


def test_five_are_chosen_the_nearest_of_every_kind_first() -> None:
    assert [one.place.name for one in _sheet().chosen] == [
        "ところ0",
        "ところ1",
        "ところ2",
        "ところ5",
        "ところ6",
    ]


def test_each_tells_when_how_far_alone_or_not_what_it_costs_and_the_way() -> None:
    made = make.place(
        alone_from="lower", lat=34.1505, lng=138.15, fee_elementary_yen=100, access_note="学校の となり"
    )
    make.weekly(made, 2)
    sheet = handout.sheet(paper_places.reach(make.district(), paper_places.everywhere()), CODE)
    (told,) = handout.data([sheet], Tongue(), DAY)["sheets"][0]["places"]
    said = {fact["picture"]: _plain(fact["words"]) for row in told["facts"] for fact in row}
    assert said["clock"].startswith("まいしゅう 水よう日") and said["alone"] == "ひとりで 行って いいよ"
    assert (
        said["walk"] == "学校から あるいて 2分（めやす）"
        and said["yen"] == "お金 100円（年れいで ちがいます）"
    )
    assert said["pin"] == "学校の となり" and "phone" not in said


@pytest.mark.parametrize("language", ["ja", "ja-simple", "en", "pt-br"])
def test_five_places_fit_on_one_page_and_the_qr_opens(language: str) -> None:
    sheet = _sheet()
    (page,) = handout.pictures([sheet], Tongue(language), DAY)
    picture = Image.open(io.BytesIO(page))
    found = zxingcpp.read_barcodes(picture.resize((picture.width * 2, picture.height * 2)))
    assert [one.text for one in found] == [codes.url(CODE)]
    assert handout.handouts([sheet], Tongue(language), DAY).startswith(b"%PDF")


def test_an_approved_photo_stands_on_it_and_another_does_not() -> None:
    made = make.place(lat=34.1505, lng=138.15)
    out = io.BytesIO()
    Image.new("RGB", (900, 700), "orange").save(out, "WEBP")
    row = Photo(place=made, words="赤い 入り口", nobody_shown=True, added_at=make.AT)
    row.file.save("x.webp", ContentFile(out.getvalue()), save=True)
    reach = paper_places.reach(make.district(), paper_places.everywhere())
    assert handout.sheet(reach, CODE).photos == {}
    aoi = cast().aoi
    Photo.objects.update(approved_at=make.AT, approved_by=aoi)
    sheet = handout.sheet(reach, CODE)
    assert sheet.photos[made.pk][1] == "赤い 入り口"
    assert handout.handouts([sheet], Tongue(), DAY).startswith(b"%PDF")


def test_where_nothing_is_near_it_says_so() -> None:
    sheet = handout.sheet(paper_places.reach(make.district(), []), CODE)
    assert sheet.chosen == ()
    assert handout.handouts([sheet], Tongue("ja", 2), DAY).startswith(b"%PDF")


def test_what_is_too_far_is_gone_to_with_a_grown_up() -> None:
    make.place("とおい ひろば", alone_from="lower", lat=34.18, lng=138.15)
    sheet = handout.sheet(paper_places.reach(make.district(), paper_places.everywhere()), CODE)
    (told,) = handout.data([sheet], Tongue(), DAY)["sheets"][0]["places"]
    said = {fact["picture"]: _plain(fact["words"]) for row in told["facts"] for fact in row}
    assert said["adult"] == "とおいので おとなと いっしょに" and "alone" not in said


@pytest.mark.parametrize(("language", "written"), [("ja", "1,300"), ("en", "1,300"), ("pt-br", "1.300")])
def test_a_paper_writes_its_amounts_as_its_readers_do(language: str, written: str) -> None:
    assert Tongue(language).number(1300) == written
