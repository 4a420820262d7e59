"""つなぎ on the screens of the centre and of a place."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.ports import pdf
from ibasho.rooms.care.models import Referral, Related
from ibasho.rooms.care.queries.referrals_waiting import waiting_for
from ibasho.town.people.models import Membership, Person
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast
from tests.rooms.care import ground
from tests.rooms.care.referrals_objects import SQUARE
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
AT = make.AT
TODAY = clock.day(AT)


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    cache.clear()


@pytest.fixture
def place(people: Cast) -> Place:
    found = make.place(organisation=people.midori, lat=34.153, lng=138.15, phone="0537-00-0001")
    make.session(found)
    return found


def _as(person: Person) -> Client:
    return sign_in(Client(), person)


def _text(client: Client, address: str, **asked: Any) -> str:
    response = client.post(address, asked) if asked else client.get(address)
    assert response.status_code == 200, response.status_code
    assert "no-store" in response["Cache-Control"] and response["Referrer-Policy"] == "same-origin"
    return response.content.decode()


def test_sumi_searches_chooses_asks_and_sees_the_answer(people: Cast, place: Place) -> None:
    make.district("M01", geometry=SQUARE)
    sumi, hana = _as(people.sumi), _as(people.hana)
    assert "いま つないでいる こどもは いません" in _text(sumi, reverse("care:desk_referrals"))
    found = _text(sumi, reverse("care:desk_referral_find"), stage="upper", district="M01", weekdays=["1"])
    assert f'<span class="brand__city">{settings.IBASHO_CITY["name"]}</span>' in found
    assert "合う居場所 1か所" in found and "画面で 返事が できます" in found and "歩いて" in found
    ask = reverse("care:desk_referral_ask", args=[place.public_id])
    assert "よんでほしい" in _text(sumi, ask)
    told = {
        "version": "1", "consent_by": "both", "consent_how": "spoken", "consent_on": TODAY.isoformat(), "child": "ゆいちゃん",
        "allergy": "たまご", "collect": "おばあさん 18時", "first_on": (TODAY + timedelta(days=2)).isoformat(),
    }  # fmt: skip
    held = sumi.post(ask, {**told, "collect": "090-1234-5678 に 電話"}).content.decode()
    assert "電話番号" in held and "居場所には 伝えません" in held and not Referral.objects.exists()
    sent = sumi.post(ask, told)
    row = Referral.objects.get()
    assert sent["Location"] == reverse("care:desk_referral", args=[row.matter.public_id])
    page = reverse("care:ops_welcome_one", args=[row.matter.public_id])
    assert "返事を する おねがい" in _text(hana, reverse("care:ops_welcome"))
    assert [one.label for one in waiting_for(people.by(people.hana), AT)] == ["返事を する おねがい"]
    shown = _text(hana, page)
    assert "ゆいちゃん" in shown and "たまご" in shown and "おばあさん" in shown
    hana.post(f"{page}do/", {"do": "accept"})
    assert "ゆいちゃん" in _text(hana, page) and "うけました" not in shown
    assert "うけた" in _text(sumi, sent["Location"])


def test_a_spot_pressed_on_the_map_stands_in_no_address_and_is_kept_nowhere(
    people: Cast, place: Place
) -> None:
    make.district("M01", geometry=SQUARE)
    sumi = _as(people.sumi)
    assert b"<svg" in sumi.get(reverse("care:desk_referral_map")).content
    before = Entry.objects.count()
    response = sumi.post(
        reverse("care:desk_referral_find"), {"stage": "upper", "spot.x": "240", "spot.y": "240"}
    )
    told = response.content.decode()
    assert response.status_code == 200 and "地図で おした ところ（虹橋）" in told and "歩いて" in told
    assert Entry.objects.count() == before and "34.1" not in str(sumi.session.items())
    assert sumi.get(f"{reverse('care:desk_referral_find')}?district=M01&stage=upper").context["found"] is None


def test_after_no_the_place_sees_days_alone_and_the_centre_why(people: Cast, place: Place) -> None:
    row = ground.referral(people, place)
    hana, page = _as(people.hana), reverse("care:ops_welcome_one", args=[row.matter.public_id])
    hana.post(f"{page}do/", {"do": "decline", "why": "staff", "told": "人が いません"})
    after = _text(hana, page)
    assert "おわりました" in after
    for word in ("ゆいちゃん", "たまご", "おばあさん", "人が いません"):
        assert word not in after, word
    desk = reverse("care:desk_referral", args=[row.matter.public_id])
    assert "人が いません" in _text(_as(people.sumi), desk)
    assert "「いまは むずかしい」の 返事が 来ています" in _text(
        _as(people.sumi), reverse("care:desk_referrals")
    )
    assert [one.label for one in waiting_for(people.by(people.sumi), AT)] == ["「いまは むずかしい」の 返事"]


def test_a_colleague_sees_who_has_it_and_no_word_and_somebody_related_nothing(
    people: Cast, place: Place
) -> None:
    row, nagi = ground.referral(people, place), ground.colleague(people)
    desk = reverse("care:desk_referral", args=[row.matter.public_id])
    shown = _text(_as(nagi), desk)
    assert "澄" in shown
    for word in ("ゆいちゃん", "たまご", "おばあさん", place.name):
        assert word not in shown, word
    assert place.name not in _text(_as(nagi), reverse("care:desk_referrals"))
    Related.objects.create(matter=row.matter, person=nagi, set_at=AT, set_by=people.tomoe)
    assert _as(nagi).get(desk).status_code == 404
    assert row.matter.public_id not in _text(_as(nagi), reverse("care:desk_referrals"))


def test_nothing_is_shown_where_the_reading_cannot_be_written_down(
    people: Cast, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = ground.referral(people, place)

    def broken(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("no journal")

    monkeypatch.setattr("ibasho.rooms.care.actions.matters.journal.record", broken)
    for person, name in ((people.hana, "care:ops_welcome_one"), (people.sumi, "care:desk_referral")):
        client = _as(person)
        client.raise_request_exception = False
        answer = client.get(reverse(name, args=[row.matter.public_id]))
        assert answer.status_code == 500 and "ゆいちゃん" not in answer.content.decode()


def test_a_place_without_screens_gets_a_sheet_and_a_call(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = ground.referral(people, make.place("画面の ない 食堂", phone="0537-00-0009"))
    sumi, made = _as(people.sumi), pdf.Recorder()
    monkeypatch.setattr(pdf, "render", made)
    for name in ("desk_referral_paper", "desk_referral_call"):
        assert sumi.get(reverse(f"care:{name}", args=[row.matter.public_id])).status_code == 200
        assert (
            _as(ground.colleague(people, name))
            .get(reverse(f"care:{name}", args=[row.matter.public_id]))
            .status_code
            == 404
        )
    assert [call[0] for call in made.calls] == ["care/pdf/welcome.typ", "care/pdf/call.typ"]
    assert set(made.calls[0][1]) == {
        "day", "number", "place", "place_phone", "child", "allergy", "collect", "first_on", "answer_by", "centre", "phone",
    }  # fmt: skip
    desk = reverse("care:desk_referral", args=[row.matter.public_id])
    assert "電話や 紙で 聞いた 返事を 入れる" in _text(sumi, desk)
    sumi.post(f"{desk}do/", {"do": "accept"})
    row.refresh_from_db()
    assert row.state == "accepted"


def test_both_sheets_are_real_pages(people: Cast, place: Place) -> None:
    row = ground.referral(people, place)
    for name in ("desk_referral_paper", "desk_referral_call"):
        answer = _as(people.sumi).get(reverse(f"care:{name}", args=[row.matter.public_id]))
        assert answer.content.startswith(b"%PDF") and "no-store" in answer["Cache-Control"]


def test_the_sheet_has_a_page_for_the_envelope_that_names_no_centre(
    people: Cast, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each word that may stand inside alone is made long: only the second page grows."""
    row, made = ground.referral(people, place), pdf.Recorder()
    monkeypatch.setattr(pdf, "render", made)
    _as(people.sumi).get(reverse("care:desk_referral_paper", args=[row.matter.public_id]))
    monkeypatch.undo()
    data = made.calls[0][1]
    inside = ("child", "allergy", "collect", "first_on", "answer_by", "centre", "phone", "number")
    other = {
        **data,
        **{name: "2027-01-31" if name.endswith(("_on", "_by")) else "べつの ことば" for name in inside},
    }
    front, facts = pdf.pictures("care/pdf/welcome.typ", data, ppi=40)
    again, changed = pdf.pictures("care/pdf/welcome.typ", other, ppi=40)
    assert front == again and facts != changed


def test_tomoe_adds_a_version_and_sumi_reads_it(people: Cast) -> None:
    tomoe, new = _as(people.tomoe), reverse("care:desk_consent_text_new")
    told = {
        "starts_on": TODAY.isoformat(),
        "alone_from_age": "16",
        "child_words": "きいてね",
        "adult_words": "聞いてください",
    }
    assert tomoe.post(new, {**told, "alone_from_age": "3"}).status_code == 200
    assert tomoe.post(new, told).status_code == 302
    shown = _text(_as(people.sumi), reverse("care:desk_consent_texts"))
    assert "第2版" in shown and "16歳から" in shown and "第1版" in shown
    assert _as(people.sumi).get(new).status_code == 404


def test_a_wrong_button_and_a_half_form_change_nothing(people: Cast, place: Place) -> None:
    row = ground.referral(people, place)
    hana, page = _as(people.hana), reverse("care:ops_welcome_one", args=[row.matter.public_id])
    assert hana.post(f"{page}do/", {"do": "revoke"}).status_code == 404
    assert hana.post(f"{page}do/", {"do": "decline"}).status_code == 302
    assert "「わけ」を えらんでください。" in _text(hana, page)
    row.refresh_from_db()
    assert row.state == "asked"


def test_a_role_that_ended_between_the_list_and_the_page_reads_nothing(people: Cast, place: Place) -> None:
    row, hana = ground.referral(people, place), _as(people.hana)
    assert row.matter.public_id in _text(hana, reverse("care:ops_welcome"))
    Membership.objects.filter(person=people.hana).update(ends_on=TODAY - timedelta(days=1))
    before = Entry.objects.count()
    page = reverse("care:ops_welcome_one", args=[row.matter.public_id])
    assert hana.get(page).status_code == 404 and hana.post(f"{page}do/", {"do": "accept"}).status_code == 404
    assert Entry.objects.count() == before
