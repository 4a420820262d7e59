"""葵 and 窓 at the page of schools; 椿 the CSW reads names and classes, never whom to ring up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.kernel.tables import read_table, write_csv
from ibasho.rooms.bulletin.models import School
from ibasho.rooms.bulletin.rules import school_rows
from tests import make
from tests.people import Cast, cast
from tests.reading import words
from tests.rooms.bulletin import ground
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_clock_stands")]
TODAY = clock.day(make.AT)
CONTACT = {"contact": "山田教頭", "phone": "0537-21-1111", "email": "minami@example.test"}


@pytest.fixture
def the_clock_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.AT)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def mado(people: Cast) -> Client:
    return sign_in(Client(), people.mado)


@pytest.fixture
def tsubaki(people: Cast) -> Client:
    return sign_in(Client(), people.tsubaki)


def url(name: str, *args: object) -> str:
    return reverse(f"bulletin:{name}", args=[str(one) for one in args])


def told(**changed: object) -> dict[str, object]:
    return {"name": "みなみ小学校", "kind": "primary", "classes": "6", "copies": "150", **changed}


def test_the_first_school_and_its_page(mado: Client) -> None:
    assert "学校は まだ ありません" in words(mado.get(url("desk_schools")))
    mado.post(url("desk_school_new"), told())
    school = School.objects.get()
    page = words(mado.get(url("desk_school", school.public_id)))
    assert "みなみ小学校" in page and "25まい×6たば" in page and "まだ たしかめていない" in page


def test_what_was_typed_stays_when_it_is_refused(mado: Client) -> None:
    ground.school(name="みなみ小学校")
    page = words(mado.post(url("desk_school_new"), told(note="うら口から")))
    assert "おなじ名前の 学校が もう あります" in page
    assert 'value="うら口から"' in mado.post(url("desk_school_new"), told(note="うら口から")).content.decode()


def test_one_school_changed_confirmed_closed_and_back(mado: Client) -> None:
    school = ground.school()
    page = url("desk_school", school.public_id)
    mado.post(page, {"do": "confirm"})
    assert "R8年度に たしかめた" in words(mado.get(page))
    mado.post(page, told(do="change", name="みほん小学校", classes="13", copies="350"))
    mado.post(page, {"do": "bookmark", "on": TODAY.isoformat()})
    school.refresh_from_db()
    assert (school.classes, school.tablet_on) == (13, TODAY)
    mado.post(page, {"do": "unbookmark"})
    mado.post(page, {"do": "close"})
    school.refresh_from_db()
    assert not school.is_active and school.tablet_on is None
    assert "おわりに なった 学校" in words(mado.get(url("desk_schools")))
    mado.post(page, {"do": "reopen"})
    school.refresh_from_db()
    assert school.is_active
    assert mado.post(page, {"do": "burn"}).status_code == 404


def test_a_bookmark_of_tomorrow_is_refused_beside_its_field(mado: Client) -> None:
    page = url("desk_school", ground.school().public_id)
    assert "まだ 来ていない日" in words(
        mado.post(page, {"do": "bookmark", "on": (TODAY + timedelta(days=1)).isoformat()})
    )


def test_the_list_asks_each_nendo_and_one_tap_confirms(mado: Client) -> None:
    school = ground.school(checked_on=TODAY - timedelta(days=400), **CONTACT)
    page = words(mado.get(url("desk_schools")))
    assert "この年度に まだ たしかめていない 学校（1）" in page and "0537-21-1111" in page
    mado.post(url("desk_school_confirm", school.public_id))
    assert "まだ たしかめていない 学校" not in words(mado.get(url("desk_schools")))


def test_taken_over_from_the_areas(mado: Client) -> None:
    make.district(school="虹橋小学校")
    assert "一覧に ない 学校が 1校" in words(mado.get(url("desk_schools")))
    mado.post(url("desk_schools_areas"))
    page = words(mado.get(url("desk_schools")))
    assert "1校を 取りこみました" in page and "虹橋小学校" in page and "虹橋" in page


def test_the_csw_reads_names_and_classes_but_not_whom_to_ring_up(
    people: Cast, tsubaki: Client, mado: Client
) -> None:
    school = ground.school(note="うら口から", **CONTACT)
    delivery = ground.delivery(
        ground.handout(consent="given", consent_on=TODAY, hand_on=TODAY),
        school,
        handed_on=TODAY - timedelta(days=30),
    )
    pages = [
        url("desk_schools"), url("desk_school", school.public_id), url("desk_handouts"), url("desk_tablet"),
        url("desk_handout", delivery.handout.public_id), url("desk_delivery", delivery.public_id),
        url("desk_schools") + "?format=csv",
    ]  # fmt: skip
    for page in pages:
        told = tsubaki.get(page).content.decode()
        assert "みほん小学校" in told or page in (url("desk_handouts"),), page
        assert not [one for one in CONTACT.values() if one in told], page
    assert "山田教頭" in mado.get(pages[-1]).content.decode()
    for page in pages[:-1]:
        if page not in (url("desk_schools"), url("desk_handouts")):
            assert tsubaki.post(page, {"do": "confirm"}).status_code == 404, page


def test_what_is_exported_can_be_taken_in_again(people: Cast, mado: Client) -> None:
    make.district("M01", school="みほん小学校")
    ground.school(note="うら口から", **CONTACT)
    file = mado.get(url("desk_schools") + "?format=csv").content
    assert set(school_rows.HEADER) <= set(read_table(file, "a.csv").header)
    page = mado.post(url("desk_schools_import"), {"file": SimpleUploadedFile("a.csv", file)})
    assert "変わらない" in words(page)


def test_a_table_is_looked_at_before_it_is_taken_in(mado: Client) -> None:
    ground.school(name="みなみ小学校", classes=6, copies=150)
    table = write_csv(["学校名", "学級数", "枚数"], [["みなみ小学校", "7", "170"], ["きた小学校", "3", "60"]])
    page = mado.post(url("desk_schools_import"), {"file": SimpleUploadedFile("a.csv", table.data)})
    assert "なおす" in words(page) and "新しい" in words(page) and School.objects.count() == 1
    signed = page.context["told"]
    assert "もう一度 えらんで" in words(
        mado.post(url("desk_schools_import_take"), {"told": f"{signed}x"}, follow=True)
    )
    done = mado.post(url("desk_schools_import_take"), {"told": signed}, follow=True)
    assert "新しい 学校 1校、変わった 学校 1校" in words(done)
    assert School.objects.get(name="みなみ小学校").classes == 7


def test_wrong_lines_are_shown_and_nothing_is_taken_in(people: Cast, mado: Client) -> None:
    table = write_csv(["学校名", "学級数"], [["みなみ小学校", "七"]])
    page = mado.post(url("desk_schools_import"), {"file": SimpleUploadedFile("a.csv", table.data)})
    assert "学級の数は 0から 99までの 数で" in words(page) and page.context["told"] == ""
    bad = mado.post(url("desk_schools_import"), {"file": SimpleUploadedFile("a.csv", b"\x00\x01")})
    assert School.objects.count() == 0 and bad.status_code == 200


def test_what_one_person_looked_at_another_cannot_take_in(people: Cast, mado: Client) -> None:
    table = write_csv(["学校名"], [["みなみ小学校"]])
    page = mado.post(url("desk_schools_import"), {"file": SimpleUploadedFile("a.csv", table.data)})
    aoi = sign_in(Client(), people.aoi)
    aoi.post(url("desk_schools_import_take"), {"told": page.context["told"]})
    assert not School.objects.exists()


def test_the_bookmark_page_ticks_school_by_school(mado: Client, tsubaki: Client) -> None:
    school = ground.school()
    page = words(mado.get(url("desk_tablet")))
    assert "まだ 入れていない 学校（1）" in page and "furigana" in page
    mado.post(url("desk_tablet"), {"do": "bookmark", "school": school.public_id})
    school.refresh_from_db()
    assert school.tablet_on == TODAY
    mado.post(url("desk_tablet"), {"do": "unbookmark", "school": school.public_id})
    school.refresh_from_db()
    assert school.tablet_on is None
    assert mado.post(url("desk_tablet"), {"do": "x", "school": school.public_id}).status_code == 404
    assert tsubaki.post(url("desk_tablet"), {"do": "bookmark", "school": school.public_id}).status_code == 404


def test_the_page_that_says_it_is_seen() -> None:
    page = Client().get(url("tablet"))
    assert "このタブレットで 見えています" in words(page)
    assert "Set-Cookie" not in page.headers and not page.cookies
