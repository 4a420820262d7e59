"""窓 hands over on her page; 葵 receives; what waits for 窓 is hers to read; nothing sealed leaks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.front.reports.models import Deputy, Handover
from ibasho.front.reports.queries import handovers as queries
from ibasho.front.reports.queries import rooms_waiting
from ibasho.front.reports.queries.rooms_waiting import Room
from tests import make
from tests.front.reports.april_ground import begun, deputy, handed
from tests.people import Cast, cast
from tests.reading import words
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
OPEN = Waiting("入口の 記録を 直す", 3, "reports:desk_april")
SECRET = Waiting("気づきメモを 読む", 2, "reports:desk_april")


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    return cast()


@pytest.fixture
def rooms(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rooms in which something waits for 窓 alone."""

    def waits(one: Waiting) -> object:
        return lambda by, at: [one] if by == Actor(person_id=people.mado.pk) else []

    monkeypatch.setattr(
        rooms_waiting, "ROOMS",
        (Room("自由に使える場所", waits(OPEN)), Room("気づきと相談", waits(SECRET), sealed=True)),  # type: ignore[arg-type]
    )  # fmt: skip


def url(page: str, *args: object) -> str:
    return reverse(f"reports:{page}", args=args)


def test_from_the_first_word_to_the_receipt(people: Cast) -> None:
    mado, aoi = sign_in(Client(), people.mado), sign_in(Client(), people.aoi)
    assert "まだ ありません" in words(mado.get(url("desk_handovers")))
    sent = {
        "organisation": people.city.public_id,
        "nendo": "2026",
        "duty": "窓口の 担当",
        "words": "電話は 朝",
    }
    assert "電話は 朝" in words(mado.post(url("desk_handover_new"), {**sent, "duty": ""})), "nothing is lost"
    assert "窓口の 担当" in words(mado.post(url("desk_handover_new"), sent, follow=True))
    code = Handover.objects.get().public_id
    item = {"words": "かぎの 箱", "due_on": "2027-03-20", "contact": "総務課"}
    assert "かぎの 箱" in words(mado.post(url("desk_handover_item", code), item, follow=True))
    assert "この" in words(mado.post(url("desk_handover_item", code), {**item, "words": ""}))
    assert "朝より 昼" in words(
        mado.post(url("desk_handover", code), {"duty": "窓口", "words": "朝より 昼"}, follow=True)
    )
    assert "うける人" in words(mado.post(url("desk_handover_hand", code), {"taker": ""}))
    handed_over = mado.post(url("desk_handover_hand", code), {"taker": people.aoi.public_id}, follow=True)
    assert "わたしました" in words(handed_over)
    assert "うけとるのを まっている" in words(aoi.get(url("desk_handovers")))
    assert "うけとりました" in words(aoi.post(url("desk_handover_do", code, "receive"), follow=True))
    late = mado.post(url("desk_handover_do", code, "take_back"), follow=True)
    assert "もう うけとられています" in words(late)


def test_taken_back_and_dropped(people: Cast) -> None:
    row = handed(people)
    mado = sign_in(Client(), people.mado)
    assert "とりもどしました" in words(
        mado.post(url("desk_handover_do", row.public_id, "take_back"), follow=True)
    )
    key = row.items.get().pk
    gone = mado.post(url("desk_handover_item_drop", row.public_id, key), follow=True)
    assert "まだ 書いていません" in words(gone)
    assert "けしました" in words(mado.post(url("desk_handover_do", row.public_id, "drop"), follow=True))
    assert not Handover.objects.exists()


def test_a_clerk_sees_only_ones_own(people: Cast) -> None:
    row = begun(people)
    tsubaki, aoi = sign_in(Client(), people.tsubaki), sign_in(Client(), people.aoi)
    assert "窓口の 担当" not in words(tsubaki.get(url("desk_handovers")))
    for page in ("desk_handover", "desk_handover_paper"):
        assert tsubaki.get(url(page, row.public_id)).status_code == 404
    assert tsubaki.post(url("desk_handover_do", row.public_id, "drop")).status_code == 404
    assert "ほかの人の 引き継ぎ" in words(aoi.get(url("desk_handovers")))
    assert aoi.post(url("desk_handover_do", row.public_id, "receive")).status_code == 404
    assert aoi.post(url("desk_handover_do", row.public_id, "shout")).status_code == 404
    assert sign_in(Client(), people.sumi).get(url("desk_handovers")).status_code == 404


def test_the_giver_reads_lines_others_read_numbers_and_nothing_sealed(people: Cast, rooms: None) -> None:
    row = handed(people)
    own = words(sign_in(Client(), people.mado).get(url("desk_handover", row.public_id)))
    assert "入口の 記録を 直す" in own and "気づきメモを 読む" in own
    for who in (people.aoi, people.fumi):
        client = sign_in(Client(), who)
        theirs = words(client.get(url("desk_handover", row.public_id)))
        assert "自由に使える場所3" in theirs.replace("場所 3", "場所3")
        file = client.get(url("desk_handover", row.public_id), {"format": "csv"}).content.decode("utf-8-sig")
        for said in (theirs, file):
            sealed = ("入口の 記録", "気づきメモ", "気づきと相談")  # the menu has words of its own
            assert not [one for one in sealed if one in said]


def test_the_paper_and_the_file_say_what_the_page_says(people: Cast, rooms: None) -> None:
    row = handed(people)
    deputy(people, make.TUESDAY, make.TUESDAY + timedelta(days=2), person=people.fumi, deputy=people.mado)
    mado = sign_in(Client(), people.mado)
    assert mado.get(url("desk_handover_paper", row.public_id)).content.startswith(b"%PDF")
    file = mado.get(url("desk_handover", row.public_id), {"format": "csv"}).content.decode("utf-8-sig")
    for said in ("カードの 箱の かぎ", "総務課", "入口の 記録を 直す", "文 → 窓"):
        assert said in file


def test_every_room_of_the_home_page_is_asked(people: Cast) -> None:
    own = queries.waits(people.mado.pk, make.AT, own=True)
    assert {one.room for one in own} <= {str(one.label) for one in rooms_waiting.ROOMS}
    sealed = {str(one.label) for one in rooms_waiting.ROOMS if one.sealed}
    assert sealed == {"気づきと相談", "心配ごと", "ひと"}


def test_deputies_are_looked_up_and_written(people: Cast) -> None:
    fumi, mado = sign_in(Client(), people.fumi), sign_in(Client(), people.mado)
    assert "いま 代決の人は いません" in words(mado.get(url("desk_deputies")))
    sent = {
        "absent": people.fumi.public_id, "deputy": people.aoi.public_id, "starts_on": "2026-11-24",
        "ends_on": "2026-11-27", "words": "申請の 決裁",
    }  # fmt: skip
    assert "おわりの日" in words(fumi.post(url("desk_deputies"), {**sent, "ends_on": "2026-11-01"}))
    assert "書きました" in words(fumi.post(url("desk_deputies"), sent, follow=True))
    assert "申請の 決裁" in words(mado.get(url("desk_deputies")))
    code = Deputy.objects.get().public_id
    assert mado.post(url("desk_deputy_do", code, "end")).status_code == 404
    assert "きょうで おわりに" in words(fumi.post(url("desk_deputy_do", code, "end"), follow=True))
    assert fumi.post(url("desk_deputy_do", code, "shout")).status_code == 404
    own = {**sent, "starts_on": "2026-12-01", "ends_on": "2026-12-02"}
    assert "書きました" in words(mado.post(url("desk_deputies"), own, follow=True))
    assert Deputy.objects.latest("pk").person == people.mado, "a clerk names her own"
