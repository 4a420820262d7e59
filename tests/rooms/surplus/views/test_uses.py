"""From the pot to the giver: 花 tells it, 葵 reads the thanks, the kitchen's month goes to the 保健所."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.rooms.surplus.models import Handover, KitchenRecord, Offer, Share, Use
from tests import make
from tests.people import Cast, cast
from tests.reading import words
from tests.rooms.surplus import ground
from tests.rooms.surplus.pages import url
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_clock_stands")]
AT = make.AT
DAY = clock.day(AT)


@dataclass(frozen=True)
class Here:
    people: Cast
    share: Share


@pytest.fixture
def here() -> Here:
    people = cast()
    found = ground.ground(people)
    farm, _mame = ground.farm(people)
    offer = ground.offer(farm, lot="L7")
    share = ground.proposal(offer, found.receiver, state="handed")
    Handover.objects.create(share=share, grams=20_000, lot="L7", handed_at=AT, noted_at=AT)
    Offer.objects.filter(pk=offer.pk).update(state="done", ended_at=AT)
    return Here(people, share)


def test_told_read_and_sent_to_the_giver(here: Here) -> None:
    hana, aoi = sign_in(Client(), here.people.hana), sign_in(Client(), here.people.aoi)
    assert "使ったら 教えてください" in words(hana.get(url("ops_handing")))
    page = url("ops_use", here.share.public_id)
    told = {
        "day": DAY.isoformat(),
        "used": "25kg",
        "meals": "60",
        "dish": "おでん",
        "thanks": "ほくほくでした",
    }
    assert "多く なって" in words(hana.post(page, told))
    assert hana.post(page, {**told, "used": "20kg"}).status_code == 302
    assert "「ほくほくでした」" in words(aoi.get(url("desk_thanks")))
    aoi.post(url("desk_thanks_look", Use.objects.get().public_id), {"do": "show"})
    aoi.post(url("desk_thank", here.share.proposal.offer.public_id))
    assert Offer.objects.get(pk=here.share.proposal.offer_id).thanked_at == AT
    records = words(aoi.get(url("desk_records")))
    assert "20kg" in records
    assert "60食" in records
    csv = aoi.get(url("desk_records"), {"format": "csv"}).content.decode("utf-8-sig")
    assert "大根,まめ農園,みどり食堂,20kg" in csv


def test_the_kitchens_month_on_one_page_on_paper_and_as_a_file(here: Here) -> None:
    hana, place = sign_in(Client(), here.people.hana), here.share.receiver.place
    assert "みどり食堂" in words(hana.get(url("ops_kitchens")))
    day = url("ops_kitchen_day", place.public_id, DAY.isoformat())
    assert "まめ農園 ロット L7" in words(hana.get(day))
    told = {
        "menu": "おでん",
        "meals": "60",
        "heated": "yes",
        "helpers_well": "",
        "allergens": ["egg"],
        "bought": "たまご",
    }
    assert hana.post(day, told).status_code == 302
    row = KitchenRecord.objects.get()
    assert (row.heated, row.helpers_well, row.allergens) == (True, None, ["egg"])
    month = url("ops_kitchen", place.public_id)
    assert "おでん" in words(hana.get(month, {"month": "2026-11"}))
    assert "まだ ありません" in words(hana.get(month, {"month": "2026-10"}))
    csv = hana.get(month, {"format": "csv"}).content.decode("utf-8-sig")
    assert "まめ農園 ロット L7" in csv
    paper = hana.get(url("ops_kitchen_paper", place.public_id))
    assert paper["Content-Type"] == "application/pdf"
    assert hana.get(url("ops_kitchen_day", place.public_id, "2026-13-01")).status_code == 404
