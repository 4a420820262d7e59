"""Out and in again: nothing changes that the published shape can hold."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ibasho.base.kernel.geo import Position
from ibasho.base.kernel.tables import read_table
from ibasho.base.kernel.text import clean_text
from ibasho.town.places.datasets.columns import HEADERS
from ibasho.town.places.datasets.places import booking_of
from ibasho.town.places.datasets.reading import read_file
from ibasho.town.places.datasets.rows import Dataset, EventRow, Generation, PlaceRow
from ibasho.town.places.datasets.writing import carried, export_csv, export_xlsx, filename_of, header_of
from ibasho.town.places.rules.kinds import PlaceKind
from ibasho.town.places.rules.opening_text import OpeningText
from tests.town.places.datasets.files import CHILDCARE, EVENT, SHOKUDO, make, one

PLACE_SHAPES = [shape for shape in HEADERS if shape[0] is not Dataset.EVENT]
WORDS = st.text("あいう漢字髙①㈱𠮷ABC019 　-+=@'\"<,;、()\n\u3099\U000e0100\ufa19", max_size=10)
LINE = WORDS.map(lambda text: clean_text(text).text)
LINES = WORDS.map(lambda text: clean_text(text, lines=True).text)
YEN = st.none() | st.integers(0, 5_000)


@st.composite
def places(draw: st.DrawFn) -> PlaceRow:
    method, note = draw(LINE), draw(LINE)
    position = st.builds(
        lambda lat, lng: Position(round(lat, 6), round(lng, 6)),
        st.floats(30.123, 40),
        st.floats(130.123, 145),
    )
    return PlaceRow(
        dataset=Dataset.FACILITY,
        name="食堂" + draw(LINE),
        kind=PlaceKind.OTHER,
        external_id=draw(st.integers(1, 999).map(str)),
        key="",
        municipality_code="222135",
        prefecture="静岡県",
        municipality="掛川市",
        kana=draw(LINE),
        kind_text=draw(LINE),
        description=draw(LINES),
        support_text=draw(LINE),
        address=draw(LINE),
        building=draw(LINE),
        position=draw(st.none() | position),
        access_note=draw(LINE),
        parking_note=draw(LINE),
        phone=draw(st.sampled_from(["", "0537-21-1111", "+81-537-21-1111"])),
        contact_email=draw(st.sampled_from(["", "a@example.jp"])),
        url=draw(st.sampled_from(["", "https://example.jp/x?a=1"])),
        organisation_name=draw(LINE),
        audience_note=draw(LINE),
        age_text=draw(LINE),
        fee_infant_yen=draw(YEN),
        fee_elementary_yen=draw(YEN),
        fee_junior_yen=draw(YEN),
        fee_high_yen=draw(YEN),
        fee_adult_yen=draw(YEN),
        fee_note=draw(LINE),
        booking=booking_of(method, note),
        booking_method=method,
        booking_note=note,
        capacity=draw(st.none() | st.integers(0, 300)),
        temporary_care=draw(st.sampled_from([None, True, False])),
        barrier_free_note=draw(LINE),
        district_text=draw(LINE),
        network_text=draw(LINE),
        note=draw(LINES),
        opening=OpeningText(*(draw(WORDS.map(str.rstrip)) for _ in range(6))),
    )


@settings(max_examples=40, deadline=None)
@given(
    st.lists(places(), min_size=1, max_size=3, unique_by=lambda row: row.external_id),
    st.sampled_from(PLACE_SHAPES),
)
def test_export_then_import_gives_equal_rows(rows: list[PlaceRow], shape: tuple[Dataset, Generation]) -> None:
    back = read_file(export_csv(rows, *shape).data).places
    kept = carried(*shape) - {"kind_text"}
    assert len(back) == len(rows)
    for before, after in zip(rows, back, strict=True):
        expected = {name: getattr(before, name) for name in kept if name != "opening"}
        assert {name: getattr(after, name) for name in expected} == expected
        for name in ("weekdays", "starts", "ends", "note"):
            assert getattr(after.opening, name).strip() == getattr(before.opening, name).strip()


@pytest.mark.parametrize("shape", [s for s in HEADERS if s[0] is Dataset.KODOMO_SHOKUDO], ids=str)
def test_a_file_read_and_written_again_is_the_same_row_in_every_field(
    shape: tuple[Dataset, Generation],
) -> None:
    row = SHOKUDO | {
        "設置目的": "食事支援",
        "フードパントリー実施": "1",
        "定員": "約20名",
        "学区": "長谷小;西小",
        "FAX番号": "0537-00-0000",
    }
    row = {
        (
            {"全国地方公共団体コード": "都道府県コード又は市区町村コード", "ID": "NO"}.get(k, k)
            if shape[1] is Generation.OLD
            else k
        ): v
        for k, v in row.items()
    }
    data = make(*shape, row)
    first = read_file(data)
    again = read_file(export_csv(first.places, *shape).data)
    assert again.places == first.places
    assert again.table.rows == first.table.rows


def test_every_field_of_a_place_survives_its_own_shape() -> None:
    place = one(
        read_file(
            make(
                Dataset.CHILDCARE, Generation.OLD, CHILDCARE | {"FAX番号": "1", "認可等年月日": "2020-04-01"}
            )
        )
    )
    for generation in Generation:
        back = one(read_file(export_csv([place], Dataset.CHILDCARE, generation).data))
        assert back.original.get("FAX番号") == "1"
        assert replace(back, kind_text="") == place
    assert {field.name for field in fields(PlaceRow)} >= carried(Dataset.CHILDCARE)


def test_address_pieces_go_out_only_while_the_address_is_the_sources() -> None:
    row = {
        "ID": "1",
        "名称": "みほん図書館",
        "所在地_連結表記": "静岡県掛川市長谷1",
        "所在地_町字": "長谷",
        "所在地_番地以下": "1",
        "種別": "図書館",
    }
    place = one(read_file(make(Dataset.FACILITY, Generation.NEW, row)))
    moved = replace(place, address="静岡県掛川市下垂木2")
    same, other = (read_table(export_csv([p], Dataset.FACILITY).data).rows[0].cells for p in (place, moved))
    assert (same["所在地_町字"], same["所在地_番地以下"]) == ("長谷", "1")
    assert (other["所在地_連結表記"], other["所在地_町字"]) == ("静岡県掛川市下垂木2", "")


def test_bad_positions_and_addresses_are_not_published_again() -> None:
    place = one(
        read_file(
            make(Dataset.KODOMO_SHOKUDO, Generation.NEW, SHOKUDO | {"緯度": "99", "URL": "javascript:x"})
        )
    )
    cells = read_table(export_csv([place], Dataset.KODOMO_SHOKUDO).data).rows[0].cells
    assert (cells["緯度"], cells["経度"], cells["URL"]) == ("", "", "")


def test_a_place_without_a_number_goes_out_with_its_mark_and_comes_back_as_itself() -> None:
    place = one(read_file(make(Dataset.KODOMO_SHOKUDO, Generation.NEW, SHOKUDO | {"ID": ""})))
    assert one(read_file(export_csv([place], Dataset.KODOMO_SHOKUDO).data)) == place


def test_what_the_desk_knows_about_booking_reaches_the_file() -> None:
    place = replace(one(read_file(make(Dataset.KODOMO_SHOKUDO, Generation.NEW, SHOKUDO))), booking="needed")
    assert one(read_file(export_csv([place], Dataset.KODOMO_SHOKUDO).data)).booking == "needed"


def test_events_survive_the_trip() -> None:
    first = read_file(make(Dataset.EVENT, Generation.OLD, EVENT | {"連絡先内線番号": "12", "定員": "30"}))
    assert read_file(export_csv(first.events, Dataset.EVENT).data).events == first.events
    event = EventRow(
        title="夜の会", external_id="9", key="9", starts_on=date(2026, 5, 5), starts_at=time(18, 0), fee_yen=0
    )
    assert read_file(export_csv([event], Dataset.EVENT).data).events == (event,)


def test_xlsx_and_cp932_say_the_same_as_utf8() -> None:
    rows = read_file(make(Dataset.KODOMO_SHOKUDO, Generation.NEW, SHOKUDO)).places
    for data in (
        export_xlsx(rows, Dataset.KODOMO_SHOKUDO).data,
        export_csv(rows, Dataset.KODOMO_SHOKUDO, encoding="cp932").data,
    ):
        assert read_file(data).places == rows


def test_names_of_files_and_headers() -> None:
    assert filename_of("222135", Dataset.CHILDCARE) == "222135_preschool.csv"
    assert header_of(Dataset.EVENT, Generation.NEW) == HEADERS[Dataset.EVENT, Generation.OLD]
