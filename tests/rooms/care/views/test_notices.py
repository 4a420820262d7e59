"""The centre's inbox in the browser's hands: Sumi takes a note and reads it; Tomoe sees who has it and no word; nobody else
meets a page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.rooms.care.actions import breaking, relating
from ibasho.rooms.care.models import NoteWord, Notice
from ibasho.rooms.care.rules.kinds import Breaking
from ibasho.town.people.models import Protection
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast
from tests.rooms.care import ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
SECRETS = ("おかわりを", "あおくん", "つかれている", "夕方")


def _one(row: Notice) -> str:
    return reverse("care:desk_notice", args=[row.matter.public_id])


def _now(**changed: Any) -> dict[str, Any]:
    """A note of this moment, so that its clocks run."""
    at = clock.now()
    return {
        "received_at": at, "take_by": clock.day(at) + timedelta(days=1), "check_by": at + timedelta(hours=48),
        "answer_by": clock.day(at) + timedelta(days=7), **changed,
    }  # fmt: skip


def test_sumi_takes_a_note_reads_it_and_sees_it_through(client: Client, people: Cast, place: Place) -> None:
    row = ground.notice(people, place, state="sent", **_now(pace="urgent"))
    sign_in(client, people.sumi)
    inbox = client.get(reverse("care:desk_inbox")).content.decode()
    assert _one(row) in inbox and not any(word in inbox for word in (*SECRETS, "みどり食堂"))
    assert "気づきを 受理する" in client.get("/desk/").content.decode()
    before = client.get(_one(row)).content.decode()
    assert (
        "受理する（わたしが 見ます）" in before
        and 'href="tel:110"' in before
        and "緊急の閲覧へ" not in before
    )
    assert not any(word in before for word in SECRETS)
    act = reverse("care:desk_notice_do", args=[row.matter.public_id])
    told = client.post(act, {"do": "take"}, follow=True).content.decode()
    assert all(word in told for word in (*SECRETS, "みどり食堂", "花", "みどり食堂の会"))
    assert Entry.objects.filter(verb="care.matter.read", person_id=people.sumi.pk).count() == 1
    assert "おわりに する</summary>" not in told  # nothing ends before somebody looked
    client.post(act, {"do": "checked"})
    client.post(act, {"do": "answer"})
    assert "えらんでください" in client.post(act, {"do": "close"}, follow=True).content.decode()
    ended = client.post(act, {"do": "close", "outcome": "watched"}, follow=True).content.decode()
    row.refresh_from_db()
    assert (row.state, row.outcome) == ("closed", "watched") and "もう一度 対応する" in ended
    assert client.post(act, {"do": "shred"}).status_code == 404


def test_the_page_is_kept_nowhere_and_says_nothing_in_its_title(
    client: Client, people: Cast, place: Place
) -> None:
    row = ground.notice(people, place)
    sign_in(client, people.sumi)
    for page in (_one(row), reverse("care:desk_inbox"), reverse("care:desk_search")):
        response = client.get(page)
        assert "no-store" in response["Cache-Control"] and response["Referrer-Policy"] == "same-origin"
        html = response.content.decode()
        assert "<title>センター" in html and "data-quick-exit" in html and "quick-exit" in html


def test_a_colleague_sees_who_has_it_and_no_word(client: Client, people: Cast, place: Place) -> None:
    row = ground.notice(people, place)
    sign_in(client, people.tomoe)
    html = client.get(_one(row)).content.decode()
    assert "澄" in html and "緊急の閲覧へ" in html
    assert not any(word in html for word in (*SECRETS, "みどり食堂"))
    assert not Entry.objects.filter(verb="care.matter.read").exists()


def test_who_broke_the_glass_reads_and_does_nothing_to_it(client: Client, people: Cast, place: Place) -> None:
    row, nagi = ground.notice(people, place, **_now()), ground.colleague(people)
    why = "担当が 休みで、こどもが いま 来ていると 電話が ありました"
    breaking.break_glass(
        matter=row.matter, category=Breaking.ABSENT, reason=why, by=people.by(nagi), at=clock.now()
    )
    sign_in(client, nagi)
    html = client.get(_one(row)).content.decode()
    assert "おかわりを" in html and "緊急の閲覧で 開いています" in html
    assert 'value="checked"' not in html and 'href="tel:189"' in html
    act = reverse("care:desk_notice_do", args=[row.matter.public_id])
    assert client.post(act, {"do": "checked"}).status_code == 404
    row.refresh_from_db()
    assert row.checked_by is None


def test_who_knows_the_family_meets_it_nowhere(client: Client, people: Cast, place: Place) -> None:
    row = ground.notice(people, place)
    relating.relate(matter=row.matter, person=people.tomoe, by=people.by(people.tomoe), at=make.AT)
    sign_in(client, people.tomoe)
    assert row.matter.public_id not in client.get(reverse("care:desk_inbox")).content.decode()
    made_up = client.get(reverse("care:desk_notice", args=["AAAAAAAAAA"]))
    assert client.get(_one(row)).status_code == made_up.status_code == 404
    assert Entry.objects.filter(verb="care.matter.refuse", person_id=people.tomoe.pk).exists()


def test_a_page_read_long_ago_asks_for_the_second_factor_again(
    client: Client, people: Cast, place: Place, settings: Any
) -> None:
    row = ground.notice(people, place)
    sign_in(client, people.sumi)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = -1
    assert client.get(_one(row)).status_code == 302
    assert not Entry.objects.filter(verb="care.matter.read").exists()


def test_a_lost_key_is_said_and_what_was_forgotten_too(
    client: Client, people: Cast, place: Place, settings: Any
) -> None:
    row = ground.notice(people, place)
    sign_in(client, people.sumi)
    secrets = settings.SEAL_SECRETS
    settings.SEAL_SECRETS = "9=another-secret-altogether"
    html = client.get(_one(row)).content.decode()
    assert "かぎが 合わず" in html and not any(word in html for word in SECRETS)
    settings.SEAL_SECRETS = secrets
    row.matter.data_key, row.matter.forgotten_on = None, make.TUESDAY
    row.matter.save()
    assert "ことばは もう 消してあります" in client.get(_one(row)).content.decode()


def test_a_word_goes_back_to_a_member_and_is_taken_back(client: Client, people: Cast, place: Place) -> None:
    row = ground.notice(people, place)
    sign_in(client, people.sumi)
    assert "ことばを 返す</summary>" not in client.get(_one(row)).content.decode()
    ground.member(people, people.midori)
    act = reverse("care:desk_notice_do", args=[row.matter.public_id])
    said = client.post(act, {"do": "say", "text": "また 教えてください"}, follow=True).content.decode()
    assert "また 教えてください" in said
    client.post(act, {"do": "unsay", "word": NoteWord.objects.get().public_id})
    assert not NoteWord.objects.exists()


def test_the_same_nickname_is_found_by_post_and_stands_in_no_address(
    client: Client, people: Cast, place: Place
) -> None:
    row = ground.notice(people, place, child_mark=ground.mark(place, "あおくん"))
    sign_in(client, people.sumi)
    page = client.get(_one(row)).content.decode()
    assert "おなじ よび名の 気づきを さがす" in page and "nickname=" not in page
    search = reverse("care:desk_search")
    found = client.post(search, {"place": place.public_id, "nickname": "アオ"}).content.decode()
    assert row.matter.public_id in found and "おかわり" not in found
    assert (
        "前の 気づきは ありません"
        in client.post(search, {"place": place.public_id, "nickname": "ゆい"}).content.decode()
    )
    assert (
        client.get(search, {"place": place.public_id, "nickname": "アオ"})
        .content.decode()
        .count(row.matter.public_id)
        == 0
    )
    empty = client.post(search, {"place": place.public_id, "nickname": ""}).content.decode()
    assert "data-invalid" in empty


def test_two_notes_are_linked_by_number(client: Client, people: Cast, place: Place) -> None:
    first = ground.notice(people, place)
    second = ground.notice(people, place, received_at=make.AT + timedelta(hours=1))
    sign_in(client, people.sumi)
    act = reverse("care:desk_notice_do", args=[second.matter.public_id])
    assert (
        "その番号の 気づきは ありません"
        in client.post(act, {"do": "same", "first": "NONE"}, follow=True).content.decode()
    )
    linked = client.post(
        act, {"do": "same", "first": first.matter.public_id.lower()}, follow=True
    ).content.decode()
    assert _one(first) in linked
    assert _one(second) in client.get(_one(first)).content.decode()


def test_a_protected_writer_is_not_named(client: Client, people: Cast, place: Place) -> None:
    row = ground.notice(people, place)
    Protection.objects.create(person=people.hana, starts_on=make.TUESDAY, set_at=make.AT, set_by=people.fumi)
    sign_in(client, people.sumi)
    assert "名前を 出せない人" in client.get(_one(row)).content.decode()


def test_late_ones_stand_first(client: Client, people: Cast, place: Place) -> None:
    row = ground.notice(people, place, state="sent")
    sign_in(client, people.sumi)
    html = client.get(reverse("care:desk_inbox")).content.decode()
    assert "あなたの 担当" not in html
    assert (
        html.index("約束の 日が すぎた 気づき（1件）")
        < html.index(row.matter.public_id)
        < html.index("あたらしい 気づき")
    )


def test_my_late_one_is_said_to_be_mine(client: Client, people: Cast, place: Place) -> None:
    ground.notice(people, place)
    sign_in(client, people.sumi)
    html = client.get(reverse("care:desk_inbox")).content.decode()
    assert (
        "上の 赤い わくに、あなたの 担当が 1件 あります。" in html
        and "いま 担当している 気づきは ありません" not in html
    )
    sign_in(client, people.tomoe)
    html = client.get(reverse("care:desk_inbox")).content.decode()
    assert "赤い わくに" not in html and "いま 担当している 気づきは ありません" in html


def test_looked_after_is_not_said_to_be_safe(client: Client, people: Cast, place: Place) -> None:
    row = ground.notice(people, place, **_now())
    sign_in(client, people.sumi)
    html = client.get(_one(row)).content.decode()
    assert "会って・聞いて 確かめました" in html and "「安全だった」という 意味では ありません。" in html
    assert "いそぎの 気づきです" not in html and 'href="tel:110"' in html and 'href="tel:189"' in html


def test_what_waits_says_how_long_there_is(client: Client, people: Cast, place: Place) -> None:
    ground.notice(people, place, state="sent", **_now(pace="urgent"))
    sign_in(client, people.sumi)
    html = client.get("/desk/").content.decode()
    assert "気づきを 受理する（いそぎ 1・あした（" in html


@pytest.mark.parametrize("who", ["fumi", "aoi", "mado", "tsubaki", "megumi", "hana", "tamotsu"])
def test_nobody_else_meets_a_page_an_entry_or_a_number(
    who: str, client: Client, people: Cast, place: Place
) -> None:
    row = ground.notice(people, place)
    sign_in(client, getattr(people, who))
    for page in (reverse("care:desk_inbox"), reverse("care:desk_search"), _one(row)):
        assert client.get(page).status_code == 404
    real = client.post(reverse("care:desk_notice_do", args=[row.matter.public_id]), {"do": "take"})
    made_up = client.post(reverse("care:desk_notice_do", args=["AAAAAAAAAA"]), {"do": "take"})
    assert real.status_code == made_up.status_code == 404
    row.refresh_from_db()
    assert row.taken_by == people.sumi
