"""At the desk: a clerk writes, an officer looks at it and sends."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.rooms.bulletin.models import Broadcast, Notice
from ibasho.rooms.bulletin.queries import waiting
from tests import make
from tests.people import Cast, cast
from tests.reading import words
from tests.rooms.bulletin import ground, hearers
from tests.rooms.bulletin.notices_objects import out
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
NEW, HOME = reverse("bulletin:desk_notice_new"), reverse("bulletin:desk_home")


@pytest.fixture
def people() -> Cast:
    return cast()


def here(row: Notice, verb: str = "") -> str:
    if verb:
        return reverse("bulletin:desk_notice_do", args=[row.public_id, verb])
    return reverse("bulletin:desk_notice", args=[row.public_id])


def typed(page: Any = None, **changed: Any) -> dict[str, Any]:
    told = {"kind": "news", "title": "卓球台が 来ました", "words": "だれでも つかえます。"}
    key = re.search(r'name="key" value="([^"]+)"', page.content.decode()) if page is not None else None
    return {**told, **({"key": key.group(1)} if key else {}), **changed}


def test_a_clerk_writes_and_it_waits_for_the_officer(people: Cast) -> None:
    make.district("M01")
    mado, aoi = sign_in(Client(), people.mado), sign_in(Client(), people.aoi)
    form = typed(mado.get(NEW), districts=["M01"], stages=["upper"], wishes=["play"])
    assert "key" in form
    pages = [mado.post(NEW, form, follow=True) for _ in range(2)]
    row = Notice.objects.get()
    shown = words(pages[-1])
    assert "担当者が 送るのを まっています" in shown and "10人より 少ない" in shown
    assert "虹橋小学校区・小学4～6年生・あそぶ" in shown
    assert here(row, "send") not in pages[-1].content.decode()
    (one,) = waiting.waiting_for(people.by(people.aoi), make.AT)
    assert (one.count, one.href) == (1, f"{HOME}#drafts")
    assert waiting.waiting_for(people.by(people.mado), make.AT) == []
    assert "送りはじめました" in words(aoi.post(here(row, "send"), follow=True))
    row.refresh_from_db()
    assert row.state == "sending"


def test_how_many_will_hear_is_a_round_number(people: Cast) -> None:
    hearers.many(23)
    aoi = sign_in(Client(), people.aoi)
    assert "いま 送ると とどく人 やく 20人" in words(aoi.get(here(ground.notice())))


def test_it_is_shown_as_it_will_arrive(people: Cast) -> None:
    shown = words(sign_in(Client(), people.aoi).get(here(ground.notice())))
    for where in ("LINE・通知", "メール", "ページ"):
        assert where in shown
    assert shown.count("だれでも つかえます。") == 3


def test_a_mistake_is_said_beside_its_field_and_nothing_typed_is_lost(people: Cast) -> None:
    mado = sign_in(Client(), people.mado)
    page = mado.post(NEW, typed(words="090-1234-5678に かけてね", title="でんわ"))
    assert "電話番号が 入っているようです" in words(page)
    assert 'value="でんわ"' in page.content.decode() and "かけてね" in page.content.decode()
    assert not Notice.objects.exists()


def test_of_one_that_is_out_the_desk_shows_what_was_sent(people: Cast) -> None:
    row = out()
    Broadcast.objects.filter(notice=row).update(told=1_234)
    aoi, mado = sign_in(Client(), people.aoi), sign_in(Client(), people.mado)
    edit = reverse("bulletin:desk_notice_edit", args=[row.public_id])
    assert mado.get(edit).status_code == 404
    assert "送った ことばは かわりません" in words(aoi.get(edit))
    shown = words(aoi.post(edit, {"title": "2台に なりました", "words": "どうぞ。"}, follow=True))
    assert "やく 1,200人" in shown and "みんな 同じ ことばを うけとりました" in shown
    assert "2台に なりました" in words(Client().get(reverse("bulletin:news_one", args=[row.public_id])))


def test_a_correction_leads_to_a_draft_that_follows(people: Cast) -> None:
    row = out()
    mado = sign_in(Client(), people.mado)
    page = mado.post(here(row, "again"), follow=True)
    assert "もとの ことばで 下書きを 作りました" in words(page)
    draft = Notice.objects.get(follows=row)
    assert "もとの おしらせ" in words(mado.get(here(draft)))
    assert "この あとの おしらせ" in words(mado.get(here(row)))
    assert words(mado.post(here(row, "again"), follow=True)) and Notice.objects.count() == 2


def test_dropped_and_taken_up_again(people: Cast) -> None:
    row = ground.notice()
    mado = sign_in(Client(), people.mado)
    assert "とめました" in words(mado.post(here(row, "stop"), follow=True))
    assert "下書きに もどしました" in words(mado.post(here(row, "restore"), follow=True))
    assert mado.post(here(row, "send")).status_code == 404, "she may not send"
    assert mado.post(here(row, "burn")).status_code == 404


def test_the_list_is_searched_by_state_and_words(people: Cast) -> None:
    out(title="もう 送った おしらせ")
    ground.notice(title="まだの おしらせ")
    aoi = sign_in(Client(), people.aoi)
    page = aoi.get(HOME, {"state": "sent"}).content.decode()
    table = page[page.index("<table") :]
    assert "もう 送った" in table and "まだの" not in table
    assert "あてはまる おしらせは ありません" in words(aoi.get(HOME, {"q": "そんざいしない"}))


def test_a_typist_at_the_counter_and_the_csw_see_it_and_strangers_do_not(people: Cast) -> None:
    row = ground.notice()
    assert sign_in(Client(), people.tsubaki).get(here(row)).status_code == 200
    assert sign_in(Client(), people.tsubaki).get(NEW).status_code == 404
    for who in (people.hana, people.ken, people.tamotsu):
        assert sign_in(Client(), who).get(here(row)).status_code == 404
        assert sign_in(Client(), who).post(here(row, "send")).status_code == 404
