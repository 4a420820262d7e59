"""Aoi chooses a paper, looks at it and prints it; Hana prints the poster of her own place."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from ibasho.base.ports import pdf
from ibasho.rooms.bulletin.models import QrCode
from ibasho.rooms.bulletin.rules.kinds import Paper, Purpose
from tests import make
from tests.people import Cast, cast
from tests.reading import words
from tests.rooms.bulletin import ground, papers_ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
DESK = "/desk/bulletin/papers/"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> pdf.Recorder:
    found = pdf.Recorder()
    monkeypatch.setattr(pdf, "render", found)
    return found


def _asked(client: Client, **changed: str) -> str:
    """The choices as the page offers them, this month first."""
    month = client.get(DESK).context["form"].fields["month"].choices[0][0]
    told = {
        "paper": "poster",
        "purpose": "today",
        "district": "",
        "place": "",
        "month": month,
        "language": "ja",
        "grade": "",
        "hangs": "",
    }
    return "?" + "&".join(f"{name}={value}" for name, value in {**told, **changed}.items())


def test_aoi_prints_a_poster_and_its_code_is_given_then(
    client: Client, people: Cast, recorder: pdf.Recorder
) -> None:
    sign_in(client, people.aoi)
    asked = _asked(client, hangs="図書館")
    assert "印刷する（PDF）" in words(client.get(DESK + asked))
    preview = client.get(f"{DESK}preview.png{asked}")
    assert preview["Content-Type"] == "image/png" and preview.content.startswith(b"\x89PNG")
    assert not QrCode.objects.exists(), "to look gives nothing"
    answer = client.post(f"{DESK}print/{asked}")
    assert answer["Content-Type"] == "application/pdf"
    code = QrCode.objects.get()
    assert (code.paper, code.purpose, code.path, code.hangs) == (
        Paper.POSTER,
        Purpose.TODAY,
        "/today/",
        "図書館",
    )
    assert recorder.calls[0][1]["typed"].endswith(code.code)


def test_every_district_of_a_month_is_one_pdf_and_each_school_has_a_code(
    client: Client, people: Cast, recorder: pdf.Recorder
) -> None:
    make.district()
    make.district("M02", "川端", "かわばた")
    school = ground.school()
    sign_in(client, people.tsubaki)
    for paper in ("calendar", "handout"):
        assert client.post(f"{DESK}print/{_asked(client, paper=paper)}").status_code == 200
    told = [call[1]["sheets"] for call in recorder.calls]
    assert [len(sheets) for sheets in told] == [2, 2]
    assert {(one.district, one.school) for one in QrCode.objects.filter(paper="calendar")} == {
        ("M01", school), ("M02", None),
    }  # fmt: skip


def test_cards_lead_to_today_in_their_district(client: Client, people: Cast, recorder: pdf.Recorder) -> None:
    make.district()
    sign_in(client, people.mado)
    client.post(f"{DESK}print/{_asked(client, paper='cards', district='M01', language='pt-br')}")
    assert QrCode.objects.get().path == "/today/?district=M01"
    assert recorder.calls[0][1]["title"] == "Aonde ir hoje?"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"purpose": "place"}, "どの 居場所の ポスターか"),
        ({"purpose": "district"}, "どの 小学校区の ポスターか"),
    ],
)
def test_what_is_missing_is_said_and_what_was_chosen_stays(
    client: Client, people: Cast, changed: dict[str, str], said: str
) -> None:
    sign_in(client, people.aoi)
    asked = _asked(client, hangs="市役所", **changed)
    page = client.get(DESK + asked)
    assert said in words(page) and 'value="市役所"' in page.content.decode()
    assert client.get(f"{DESK}preview.png{asked}").status_code == 404
    assert client.post(f"{DESK}print/{asked}").status_code == 302
    assert not QrCode.objects.exists()


def test_a_letter_that_cannot_be_printed_is_named_and_no_code_is_given(client: Client, people: Cast) -> None:
    made = ground.ground(people)
    type(made.place).objects.update(name="みどり\U0001f35a食堂")
    sign_in(client, people.aoi)
    answer = client.post(
        f"{DESK}print/{_asked(client, purpose='place', place=made.place.public_id)}", follow=True
    )
    assert "\U0001f35a" in words(answer) and not QrCode.objects.exists()


def test_mado_takes_a_code_down_and_hangs_it_again(client: Client, people: Cast) -> None:
    row = papers_ground.code(ground.ground(people))
    papers_ground.opened(row, make.AT.date(), 3)
    sign_in(client, people.mado)
    assert "1～4" in words(client.get(DESK))
    assert "もどす" in words(client.post(f"{DESK}code/{row.code}/retire/", follow=True))
    assert client.get(f"/q/{row.code}/").status_code == 404
    client.post(f"{DESK}code/{row.code}/restore/")
    assert client.get(f"/q/{row.code}/").status_code == 302


def test_tsubaki_prints_and_takes_nothing_down(client: Client, people: Cast) -> None:
    row = papers_ground.code(ground.ground(people))
    sign_in(client, people.tsubaki)
    assert f"/code/{row.code}/retire/" not in client.get(DESK).content.decode()
    assert client.post(f"{DESK}code/{row.code}/retire/").status_code == 404


def test_hana_prints_the_poster_of_her_place_and_ken_does_not(
    client: Client, people: Cast, recorder: pdf.Recorder
) -> None:
    made = ground.ground(people)
    own, poster = (
        f"/ops/places/{made.place.public_id}/",
        f"/ops/bulletin/places/{made.place.public_id}/poster/",
    )
    sign_in(client, people.hana)
    assert "ポスターを 印刷する（PDF）" in words(client.get(own))
    assert client.post(poster, {"language": "en"})["Content-Type"] == "application/pdf"
    told: dict[str, Any] = dict(recorder.calls[0][1])
    assert told["scan"] == [("Scan with a phone or tablet", None)]
    assert QrCode.objects.get().place == made.place
    sign_in(client, people.ken)
    assert client.post(poster).status_code == 404


def test_a_draft_has_no_poster(client: Client, people: Cast) -> None:
    made = ground.ground(people)
    type(made.place).objects.update(state="draft")
    sign_in(client, people.hana)
    assert "ポスターを はる" not in words(client.get(f"/ops/places/{made.place.public_id}/"))
    assert client.post(f"/ops/bulletin/places/{made.place.public_id}/poster/").status_code == 404
