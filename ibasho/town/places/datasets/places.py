"""One row of a place file → PlaceRow."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from ibasho.base.kernel.clock import END_OF_DAY
from ibasho.town.places.datasets.cells import Cells, Inside, joined
from ibasho.town.places.datasets.columns import FEATURE_FIELDS
from ibasho.town.places.datasets.kinds import kind_of
from ibasho.town.places.datasets.rows import Dataset, PlaceRow, Severity
from ibasho.town.places.rules.opening_text import OpeningText

FEE_LABELS = {
    "fee_infant_yen": "幼児",
    "fee_elementary_yen": "小学生",
    "fee_junior_yen": "中学生",
    "fee_high_yen": "高校生",
    "fee_adult_yen": "大人",
}
_WEEKDAY_WORDS = re.compile(
    r"[月火水木金土日祝](?:曜日?|祭日|日)?|平日|休日|毎[週月日]|隔週|年中無休|無休|不定期|随時|要[問連相][合絡談]わ?せ?|最終|週|回|曜日?"
    r"|第?[\d一二三四五]+|定休|休館|休業|休み|年末年始|開[館所催]|から|まで|及び|および|又は|または|もしくは|を?除く|以外|のみ|と|や|の|は"
    r"|[\s・、,。/;~〜\-ー()（）:]|Mon|Tue|Wed|Thu|Fri|Sat|Sun|day",
    re.IGNORECASE,
)
_NO_BOOKING = re.compile(
    r"(?:予約|申込み?|申し込み)(?:は|の)?(?:不要|いりません|なし|必要ありません|必要なし)|^(?:不要|なし|無し|無)$"
)
_BOOKING = re.compile(
    r"要(?:事前)?(?:予約|申込)|事前(?:の)?(?:予約|申込)|予約(?:制|が?必要|のみ)|^(?:要|有|あり|必要)$"
)
_MAYBE_BOOKING = re.compile(r"望ましい|推奨|おすすめ|なくても|できれば")


def read_place(cells: Cells, dataset: Dataset, inside: Inside | None) -> PlaceRow | None:
    """None when the row cannot be a place at all: it has no name."""
    name = cells.text("name", 120)
    if not name:
        remedy = "「名称」に名前を入れて、もう一度取りこんでください"
        cells.say("name", "no_name", "名前がないので、この行は入れません", remedy, Severity.REJECTED)
        return None
    position, outside = cells.position(inside)
    kind_text, poi_code = cells.text("kind_text", 100), cells.text("poi_code", 20)
    fees, fee_note = _fees(cells)
    capacity, capacity_note = cells.number_and_words("capacity")
    booking_method, booking_note = cells.text("booking_method"), cells.text("booking_note")
    support_text = cells.text("support_text", 200)
    return PlaceRow(
        dataset=dataset,
        name=name,
        kind=kind_of(dataset, name=name, kind_text=kind_text, poi_code=poi_code),
        external_id=cells.text("external_id", 80),
        municipality_code=cells.municipality_code(),
        prefecture=cells.text("prefecture", 20) or cells.text("address_prefecture", 20),
        municipality=cells.text("municipality", 40),
        kana=cells.text("kana", 200),
        kind_text=kind_text,
        poi_code=poi_code,
        description=cells.text("description", 2000, lines=True),
        support_text=support_text,
        postal_code=cells.text("postal_code", 8),
        address=read_address(cells),
        building=cells.text("building", 120),
        machiaza_id=cells.text("machiaza_id", 7),
        position=position,
        access_note=cells.text("access_note"),
        parking_note=cells.text("parking_note", 200),
        phone=cells.text("phone", 40),
        contact_email=cells.email("contact_email"),
        url=cells.url(),
        organisation_name=cells.text("organisation_name", 160),
        corporate_number=cells.text("corporate_number", 13),
        audience_note=cells.text("audience_note"),
        age_text=cells.text("age_text", 200),
        **fees,
        fee_note=fee_note,
        booking=booking_of(booking_method, booking_note),
        booking_method=booking_method,
        booking_note=booking_note,
        capacity=capacity,
        capacity_note=capacity_note,
        features=_features(cells, support_text),
        temporary_care=cells.flag("temporary_care"),
        barrier_free_note=cells.text("barrier_free_note"),
        district_text=cells.text("district_text", 200),
        network_text=cells.text("network_text", 200),
        note=cells.text("note", 1000, lines=True),
        opening=_opening(cells),
        outside_city=outside,
        number=cells.number,
        original=cells.original,
    )


def read_address(cells: Cells) -> str:
    """The address in one piece, or put together from the pieces of the new generation."""
    whole = cells.text("address", 200)
    if whole:
        return whole
    town, block = cells.text("address_town", 200), cells.text("address_block", 200)
    if not town and not block:
        return ""  # a prefecture and a city alone are no address
    return (cells.text("address_prefecture", 20) + cells.text("address_municipality", 40) + town + block)[
        :200
    ]


def _fees(cells: Cells) -> tuple[dict[str, Any], str]:
    read = {field: cells.fee(field, label) for field, label in FEE_LABELS.items()}
    note = joined(cells.text("fee_note"), *(words for _, words in read.values()))
    return {field: yen for field, (yen, _) in read.items()}, note[:400]


def _features(cells: Cells, support_text: str) -> tuple[str, ...]:
    found = [field for field in FEATURE_FIELDS if cells.flag(field)]
    if "学習支援" in support_text:
        found.append("study_help")
    return tuple(sorted(found))


def booking_of(*texts: str) -> str:
    """ "none", "needed", "recommended" or "" where the words leave it open. How to book is not whether."""
    words = [unicodedata.normalize("NFKC", text) for text in texts]
    if any(_MAYBE_BOOKING.search(text) for text in words):
        return "recommended"
    none = any(_NO_BOOKING.search(text) for text in words)
    needed = any(_BOOKING.search(text) for text in words)
    loose = any("不要" in text for text in words)
    if none and not needed:
        return "none"
    return "needed" if needed and not none and not loose else ""


def _opening(cells: Cells) -> OpeningText:
    """Verbatim. Nothing is read into rules here; only what cannot be right is said."""
    _check_hours(cells)
    left = _WEEKDAY_WORDS.sub("", unicodedata.normalize("NFKC", cells.raw("weekdays")))
    if left:
        message = f"曜日として読めない言葉「{left[:20]}」があります。ことばのまま残しました"
        cells.say("weekdays", "weekday_words", message, "「月火水」のように書いてください", Severity.WARNING)
    return OpeningText(
        frequency=cells.raw("frequency"),
        weekdays=cells.raw("weekdays"),
        days=cells.raw("days"),
        starts=cells.raw("starts"),
        ends=cells.raw("ends"),
        note=cells.raw("opening_note"),
    )


def _check_hours(cells: Cells) -> None:
    starts, ends = cells.moment("starts"), cells.moment("ends")
    if starts and ends and ends != END_OF_DAY and ends <= starts:
        message = f"終わりの時刻が、始まり（{starts:%H:%M}）より前か同じです"
        cells.say("ends", "hours_reversed", message, "2つの時刻を確かめてください", Severity.WARNING)
