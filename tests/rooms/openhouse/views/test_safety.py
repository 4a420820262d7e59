"""The pages of safety behind three doors."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.rooms.openhouse.models import Alarm, Disaster, DisasterReport, Incident, SafetySheet
from ibasho.town.places.models import Place, Session
from tests import make, objects
from tests.long import walked
from tests.people import Cast, cast
from tests.rooms.openhouse import ground
from tests.signing_in import sign_in
from tests.test_access import WHO, expected, matrix

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def place(people: Cast) -> Place:
    return make.place("カケショク", organisation=people.midori, district_code="M01", phone="000-000-0001")


@pytest.fixture
def hana(people: Cast, client: Client) -> Client:
    return sign_in(client, people.hana)


@pytest.fixture
def aoi(people: Cast) -> Client:
    return sign_in(Client(), people.aoi)


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def told(**fields: Any) -> dict[str, Any]:
    """What the form sends."""
    known = {
        "kind": "injury", "happened_at": "2026-11-24T14:00", "where": "ホール", "stage": "upper", "body_part": "ひざ",
        "what": "走って ころんだ", "done": "ひやした",
    }  # fmt: skip
    return {**known, **fields}


OURS = ("seats", "ask", "open_now", "ops_s", "ops_incident", "ops_disaster", "ops_ask", "desk_safety", "desk_alarm",
        "desk_incident", "desk_sheet", "desk_disaster")  # fmt: skip


@pytest.mark.parametrize("who", walked(WHO, short=("anonymous", "hana", "ken")))
def test_each_of_the_cast_meets_what_the_matrix_says(who: str, client: Client) -> None:
    """These pages alone: the whole matrix is walked in test_access."""
    made = objects.Objects(cast())
    if who != "anonymous":
        sign_in(client, getattr(made.people, who))
    wrong = []
    for name, row in matrix().items():
        if not name.startswith("openhouse:") or not name.split(":")[1].startswith(OURS):
            continue
        answer = client.get(reverse(name, kwargs=made.kwargs(row.get("object"))))
        login = answer.status_code == 302 and "/accounts/login/" in answer["Location"]
        outcome = "login" if login else answer.status_code
        if outcome != expected(row, who):
            wrong.append(f"{name}: {outcome}, expected {expected(row, who)}")
    assert wrong == []


def test_an_injury_from_the_form_to_the_insurers_paper(hana: Client, place: Place) -> None:
    new = f"/ops/safety/places/{place.public_id}/incidents/new/"
    assert "こどもの名前" in page_of(hana, new)
    assert "入れてください" in hana.post(new, told(where="")).content.decode()
    answer = hana.post(new, told())
    row = Incident.objects.get()
    assert answer["Location"] == f"/ops/safety/incidents/{row.public_id}/"
    page = page_of(hana, answer["Location"])
    assert "走って ころんだ" in page
    assert "走って" not in page_of(hana, f"/ops/safety/places/{place.public_id}/incidents/")
    paper = hana.get(f"{answer['Location']}paper/")
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    hana.post(answer["Location"], {"do": "close"})
    row.refresh_from_db()
    assert row.closed_at is None
    hana.post(f"{answer['Location']}edit/", told(prevention="走らない きまり"))
    hana.post(answer["Location"], {"do": "close"})
    row.refresh_from_db()
    assert row.closed_at is not None
    hana.post(answer["Location"], {"do": "reopen"})
    row.refresh_from_db()
    assert row.closed_at is None


def test_a_my_number_is_refused_by_the_form(hana: Client, place: Place) -> None:
    new = f"/ops/safety/places/{place.public_id}/incidents/new/"
    assert "マイナンバー" in hana.post(new, told(what="1234 5678 9018")).content.decode()
    assert not Incident.objects.exists()


def test_what_is_about_staff_is_read_at_the_desk_alone(hana: Client, aoi: Client, place: Place) -> None:
    new = f"/ops/safety/places/{place.public_id}/incidents/new/"
    answer = hana.post(new, told(kind="complaint", about_staff="on"), follow=True).content.decode()
    assert "市に とどきました" in answer
    row = Incident.objects.get()
    for page in ("", "edit/", "paper/"):
        assert hana.get(f"/ops/safety/incidents/{row.public_id}/{page}").status_code == 404
    assert row.public_id not in page_of(hana, f"/ops/safety/places/{place.public_id}/incidents/")
    assert "市だけ" in page_of(aoi, "/desk/safety/incidents/")
    assert "走って ころんだ" in page_of(aoi, f"/desk/safety/incidents/{row.public_id}/")
    assert "けが・ヒヤリハット・苦情" in page_of(aoi, "/desk/")


@pytest.mark.parametrize("form", ["xlsx", "csv", "csv-cp932"])
def test_lists_numbers_and_one_entry_as_files(form: str, aoi: Client, place: Place) -> None:
    row = ground.incident(place, happened_at=clock.now())
    for address in (
        "/desk/safety/incidents/",
        "/desk/safety/incidents/numbers/",
        "/desk/safety/incidents/numbers/?by=place",
        f"/desk/safety/incidents/{row.public_id}/",
        "/desk/safety/sheets/",
    ):
        answer = aoi.get(address + ("&" if "?" in address else "?") + f"format={form}")
        assert answer.status_code == 200
        assert "attachment" in answer["Content-Disposition"]
    numbers = aoi.get(f"/desk/safety/incidents/numbers/?format={form}")
    assert "つまずいて".encode("utf-8" if form == "csv" else "cp932") not in BytesIO(numbers.content).read()
    assert "つまずいて" not in page_of(aoi, "/desk/safety/incidents/numbers/?by=place&year=2026")


def test_the_city_writes_down_a_call(aoi: Client, place: Place) -> None:
    answer = aoi.post("/desk/safety/incidents/new/", told(kind="complaint", place=place.pk))
    assert answer.status_code == 302
    assert Incident.objects.get().place == place


def test_a_sheet_is_written_printed_and_looked_at_again(hana: Client, aoi: Client, place: Place) -> None:
    ground.space(place)
    assert "安全シートを 確かめる時です" in page_of(hana, "/ops/")
    address = f"/ops/safety/places/{place.public_id}/sheet/"
    paper = hana.get(f"{address}paper/")
    assert paper.content[:5] == b"%PDF-"
    hana.post(address, {"aed": "1階 入口", "way_out": "北の非常口"})
    sheet = SafetySheet.objects.get()
    assert sheet.checked_on == clock.day(clock.now())
    assert "安全シートを 確かめる時です" not in page_of(hana, "/ops/")
    SafetySheet.objects.update(checked_on="2024-04-01")
    assert "確かめる時です" in page_of(aoi, "/desk/safety/sheets/")
    assert "安全シートを 確かめる" in page_of(aoi, "/desk/")
    assert "確かめた。同じです" in page_of(hana, address)
    hana.post(address, {"do": "check"})
    sheet.refresh_from_db()
    assert sheet.checked_on == clock.day(clock.now())
    assert hana.get(f"{address}paper/").content[:5] == b"%PDF-"


def test_the_city_looks_closes_and_opens_again(aoi: Client, place: Place) -> None:
    today = clock.day(clock.now())
    make.district()
    day = Session.objects.create(place=place, day=today, by_hand=True)
    address = "/desk/safety/alarms/new/"
    assert "まだ 何も かわりません" in page_of(aoi, f"{address}?kind=heat")
    chosen = {"kind": "heat", "title": "", "day": today.isoformat(), "district": "M01"}
    look = aoi.get(address, {**chosen, "look": "1"}).content.decode()
    assert "1か所が お休みになります" in look
    assert "カケショク" in look
    assert not Alarm.objects.exists()
    aoi.post(address, chosen)
    day.refresh_from_db()
    assert (day.state, day.reason) == ("cancelled", "とても 暑くて あぶないため")
    assert "おやすみ" in page_of(Client(), f"/places/{place.public_id}/")
    assert "お休みの場所 1か所" in page_of(aoi, "/desk/safety/")
    assert "警報を とく" in page_of(aoi, "/desk/")
    again = aoi.post(address, chosen).content.decode()
    assert "お休みにする場所が ありません" in again
    aoi.post(f"/desk/safety/alarms/{Alarm.objects.get().public_id}/lift/")
    day.refresh_from_db()
    assert day.state == "planned"
    assert aoi.post("/desk/safety/alarms/nothing/lift/").status_code == 404


def test_a_wrong_alarm_says_what_is_missing(aoi: Client) -> None:
    assert "えらんでください" in aoi.get("/desk/safety/alarms/new/?look=1").content.decode()
    wrong = {"look": "1", "kind": "other", "day": "2020-01-01", "district": "X99"}
    assert aoi.get("/desk/safety/alarms/new/", wrong).status_code == 200
    assert aoi.post("/desk/safety/alarms/new/", wrong).status_code == 200


def test_after_an_earthquake(hana: Client, aoi: Client, place: Place, people: Cast) -> None:
    ken = sign_in(Client(), people.ken)
    public = Client()
    assert "いまは" in page_of(public, "/open-now/")
    aoi.post("/desk/safety/disasters/begin/", {"title": "11月24日の 地震"})
    row = Disaster.objects.get()
    assert "一部 あいている" in page_of(hana, "/ops/")
    answer = f"/ops/safety/places/{place.public_id}/disaster/"
    assert ken.post(answer, {"answer": "open"}).status_code == 404
    hana.post(answer, {"answer": "open", "words": "水が 出ます"})
    page = public.get("/open-now/")
    assert "カケショク" in page.content.decode()
    assert "<script" not in page.content.decode()
    assert len(page.content) < 6_000
    assert "no-store" in page["Cache-Control"]
    assert "返事が ありません" not in page_of(aoi, f"/desk/safety/disasters/{row.public_id}/")
    aoi.post(f"/desk/safety/disasters/{row.public_id}/answer/{place.public_id}/", {"answer": "partly"})
    assert DisasterReport.objects.get().answer == "partly"
    aoi.post(f"/desk/safety/disasters/{row.public_id}/", {"do": "end"})
    assert "カケショク" not in page_of(public, "/open-now/")
    assert "もう おわりにしました" in hana.post(answer, {"answer": "open"}, follow=True).content.decode()
    aoi.post(f"/desk/safety/disasters/{row.public_id}/", {"do": "resume"})
    assert "カケショク" in page_of(public, "/open-now/")


def test_restricted_places_are_never_on_the_public_page(aoi: Client, place: Place) -> None:
    aoi.post("/desk/safety/disasters/begin/", {"title": "大雨"})
    shelter = make.place("ひみつの家", restricted=True, restricted_to="登録した人", everyone=None)
    for one in (place, shelter):
        DisasterReport.objects.create(
            disaster=Disaster.objects.get(), place=one, answer="open", told_at=make.AT
        )
    page = page_of(Client(), "/open-now/")
    assert "カケショク" in page
    assert "ひみつの家" not in page


def test_the_menus_lead_there(hana: Client, aoi: Client, place: Place, people: Cast) -> None:
    assert "/ops/open/" in page_of(hana, "/ops/")
    assert "/ops/safety/" in page_of(hana, "/ops/open/")
    assert "カケショク" in page_of(hana, "/ops/safety/")
    beside = reverse("mealtickets:desk_meals")
    assert "/desk/safety/" in page_of(aoi, beside)
    assert "/desk/safety/" not in page_of(sign_in(Client(), people.mado), beside)
