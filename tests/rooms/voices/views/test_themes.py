"""From twelve voices to an answer: 葵 puts them together at the desk, and a child finds hers again by the code on a slip."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
import zxingcpp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from PIL import Image

from ibasho.base.kernel import clock
from ibasho.base.ports import pdf
from ibasho.base.ports.reader import reader
from ibasho.rooms.voices.actions import deciding, doing, grouping, telling, themes
from ibasho.rooms.voices.models import Door, Opinion, Theme
from ibasho.rooms.voices.queries import answer_papers, themes_waiting
from ibasho.rooms.voices.queries import themes as queries
from ibasho.rooms.voices.rules import slips
from ibasho.rooms.voices.views import place_public
from tests import make
from tests.people import Cast, cast
from tests.rooms.voices import ground
from tests.rooms.voices.ground import DAY, Ground
from tests.rooms.voices.themes_objects import WHY, photo
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
SAID = ("たっきゅうだいが ほしい", "卓球台を置いてほしいです", "卓球が したい", "犬を さわりたい")
TENNIS = {"title": "卓球台の設置", "child_title": "たっきゅうが したい"}


@pytest.fixture(autouse=True)
def _that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.AT)


@pytest.fixture
def made() -> Ground:
    return ground.ground(cast(), opens_on=DAY - timedelta(days=90), closes_on=DAY - timedelta(days=30))


def voices(made: Ground, *said: str, **changed: Any) -> list[Opinion]:
    terms = [list(reader().terms(words)) for words in said]
    return [
        ground.opinion(made.school, words, **{"state": "shown", "terms": cut, **changed})
        for words, cut in zip(said, terms, strict=True)
    ]


def tennis(made: Ground, *said: Opinion, verdict: str = "reflect", **values: Any) -> Theme:
    by = Cast.by(made.people.aoi)
    one = themes.make(hearing=made.hearing, values=TENNIS, by=by, at=make.AT)
    if said:
        grouping.put(theme=one, opinions=[voice.pk for voice in said], by=by, at=make.AT)
    if verdict:
        deciding.decide(theme=one, values={"verdict": verdict, **WHY, **values}, by=by, at=make.AT)
    return one


def page(client: Client, name: str, *args: str) -> str:
    response = client.get(reverse(f"voices:{name}", args=args))
    assert response.status_code == 200
    return response.content.decode()


def test_aoi_puts_together_answers_does_and_tells_back(client: Client, made: Ground) -> None:
    said = voices(made, *SAID)
    sign_in(client, made.people.aoi)
    here = reverse("voices:desk_grouping", args=[made.hearing.public_id])
    shown = client.get(here).content.decode()
    assert "「卓球」の まとまり" in shown and "声 3" in shown
    keys = [str(one.pk) for one in said[:3]]
    client.post(here, {"opinions": keys, "theme": "", **TENNIS})
    one = Theme.objects.get()
    desk = reverse("voices:desk_theme", args=[one.public_id])
    answer = {"verdict": "partly", **WHY}
    assert client.post(desk + "decide/", answer)["Location"] == desk + "#told"
    file = SimpleUploadedFile("a.jpg", photo(), "image/jpeg")
    done = {
        "on": str(DAY),
        "words": "1台 置いた",
        "child_words": "1だい きました",
        "photo": file,
        "photo_alt": "卓球台",
    }
    assert "だれかが 分かる 写真は" in client.post(desk + "done/", done).content.decode()
    file.seek(0)
    assert client.post(desk + "done/", {**done, "nobody_shown": "on"}).status_code == 302
    told = {"doors": [made.school.public_id, "all"], "way": "poster", "on": str(DAY)}
    assert client.post(desk + "tell/", told)["Location"] == desk + "#told"
    chain = queries.chain(one, DAY)
    assert (len(chain.decisions), len(chain.done), len(chain.told), chain.voices) == (1, 1, 2, 3)
    assert "1台 置いた" in client.get(desk).content.decode()
    assert client.post(desk + "take-out/", {"opinions": keys[:1]})["Location"] == desk + "#voices"
    assert queries.chain(one, DAY).voices == 2


def test_a_form_that_lacks_something_says_so_and_keeps_what_was_written(client: Client, made: Ground) -> None:
    (said,) = voices(made, SAID[0])
    sign_in(client, made.people.aoi)
    here = reverse("voices:desk_grouping", args=[made.hearing.public_id])
    told = client.post(here, {"opinions": [str(said.pk)], "theme": "", "title": "卓球台", "child_title": ""})
    assert "新しい 題を 書いてください" in told.content.decode() and 'value="卓球台"' in told.content.decode()
    assert "声が えらばれて いません" in client.post(here, {"theme": "", **TENNIS}).content.decode()
    assert (
        "声が えらばれて いません"
        in client.post(here, {"opinions": ["xx"], "theme": "", **TENNIS}).content.decode()
    )
    assert not Theme.objects.exists()
    desk = reverse("voices:desk_theme", args=[tennis(made, verdict="").public_id])
    missing = client.post(desk + "decide/", {"verdict": "considering", **WHY}).content.decode()
    assert "つぎに 答える日を 入れてください" in missing and WHY["child_why"] in missing


def test_the_board_is_red_when_an_answer_is_late_and_the_home_page_says_so(
    client: Client, made: Ground
) -> None:
    made.hearing.closes_on = DAY - timedelta(days=70)
    made.hearing.save()
    (old,) = voices(made, SAID[0], day=DAY - timedelta(days=80))
    tennis(made, old, verdict="")
    waiting = themes_waiting.waiting_for(Cast.by(made.people.aoi), make.AT)
    assert [(one.anchor, one.count) for one in waiting] == [("late", 1)]
    assert themes_waiting.waiting_for(Cast.by(made.people.mado), make.AT) == []
    sign_in(client, made.people.aoi)
    assert "10日 おくれ" in page(client, "desk_themes")
    assert client.get(reverse("voices:desk_themes"), {"format": "xlsx"}).status_code == 200


def test_the_clerk_reads_along_but_neither_hidden_voices_nor_buttons(client: Client, made: Ground) -> None:
    voices(made, SAID[0])
    voices(made, "見せない ことば", state="hidden")
    sign_in(client, made.people.mado)
    shown = page(client, "desk_grouping", made.hearing.public_id)
    assert SAID[0] in shown and "見せない ことば" not in shown and "しるしの 声を 入れる" not in shown
    here = reverse("voices:desk_grouping", args=[made.hearing.public_id])
    assert client.post(here, {"opinions": [], "theme": ""}).status_code == 404


def test_a_child_reads_the_whole_way_without_a_name_of_class_or_door(client: Client, made: Ground) -> None:
    by = Cast.by(made.people.aoi)
    shown = voices(made, SAID[0])
    hidden = voices(made, "かくした ことば", state="hidden")
    one = tennis(made, *shown, *hidden)
    place = make.place("カケショク", organisation=made.people.midori)
    values = {
        "on": DAY,
        "words": "置いた",
        "child_words": "たっきゅうだいが きました",
        "place": place,
        "photo_alt": "台",
    }
    row = doing.report(theme=one, values=values, photo=photo(), by=by, at=make.AT)
    telling.tell(theme=one, doors=[made.school], way="school", on=DAY, by=by, at=make.AT)
    told = page(client, "theme", one.public_id)
    assert SAID[0] in told and "かくした" not in told and made.school.name not in told
    assert "たっきゅうだいが きました" in told and "カケショク" in told and "やります" in told
    assert reverse("voices:done_photo", args=[row.public_id]) in told
    picture = client.get(reverse("voices:done_photo", args=[row.public_id]))
    assert picture["Content-Type"] == "image/webp" and picture["X-Content-Type-Options"] == "nosniff"
    assert "たっきゅうが したい" in page(client, "answers")
    doing.drop(done=row, by=by, at=make.AT)
    assert client.get(reverse("voices:done_photo", args=[row.public_id])).status_code == 404


def test_what_is_no_child_s_business_yet_is_not_found(client: Client, made: Ground) -> None:
    one = tennis(made, verdict="")
    address = reverse("voices:theme", args=[one.public_id])
    assert "これから こたえます" in client.get(address).content.decode()
    themes.drop(theme=one, by=Cast.by(made.people.aoi), at=make.AT)
    assert client.get(address).status_code == 404
    assert "まだ <ruby>答" in page(client, "answers")


def test_a_child_finds_the_answer_by_the_code_of_a_slip(client: Client, made: Ground) -> None:
    code = slips.new()
    answer = ground.answer(made.school, slip_hash=slips.hash_of(code))
    (said,) = voices(made, SAID[0], answer=answer)
    look = reverse("voices:slip")
    early = client.post(look, {"code": code}).content.decode()
    assert "いま <ruby>読" in early and SAID[0] not in early
    one = tennis(made, said)
    found = client.post(look, {"code": slips.grouped(code).lower()})
    told = found.content.decode()
    assert reverse("voices:theme", args=[one.public_id]) in told and SAID[0] not in told
    assert "no-store" in found["Cache-Control"]
    assert "まちがえて" in client.post(look, {"code": slips.new()}).content.decode()
    assert "アルファベットと" in client.post(look, {"code": "・・・"}).content.decode()


def test_a_place_s_page_tells_what_came_of_it(made: Ground) -> None:
    place = make.place("みどり食堂", organisation=made.people.midori)
    request = RequestFactory().get("/")
    request.at = make.AT  # type: ignore[attr-defined]
    assert place_public.panel(request, place) == ""  # type: ignore[arg-type]
    door = ground.door(made.hearing, channel="place", name="みどり食堂", place=place)
    said = ground.opinion(door, "たっきゅうが したい", state="shown")
    one = tennis(made, said)
    html = place_public.panel(request, place)  # type: ignore[arg-type]
    assert reverse("voices:theme", args=[one.public_id]) in html and "やります" in html


def test_the_poster_leads_back_to_the_answer(monkeypatch: pytest.MonkeyPatch, made: Ground) -> None:
    one = tennis(made, *voices(made, SAID[0]))
    pages: list[Image.Image] = []

    def both(template: str, data: Any, *, files: Any = None) -> bytes:
        made_of = pdf.pictures(template, data, files=files, ppi=150)
        pages.extend(Image.open(io.BytesIO(found)).convert("L") for found in made_of)
        return b""

    monkeypatch.setattr(pdf, "render", both)
    answer_papers.poster_of_theme(queries.chain(one, DAY), day=DAY)
    assert [found.text for found in zxingcpp.read_barcodes(pages[0])] == [answer_papers.theme_address(one)]
    long = {"child_why": "あ" * 200}
    chains = [queries.chain(one, DAY)] * 5 + [queries.chain(tennis(made, **long), DAY)] * 3
    pages.clear()
    answer_papers.poster_of_hearing(made.hearing, chains, day=DAY)
    every = [[found.text for found in zxingcpp.read_barcodes(sheet)] for sheet in pages]
    assert every == 3 * [[answer_papers.answers_address(made.hearing)]]


def test_posters_and_letters_come_from_the_desk(client: Client, made: Ground) -> None:
    one = tennis(made, *voices(made, SAID[0]), verdict="cannot")
    sign_in(client, made.people.mado)
    address = reverse("voices:desk_theme_poster", args=[one.public_id])
    assert client.get(address)["Content-Type"] == "application/pdf"
    of_door = reverse("voices:desk_answers_poster", args=[made.hearing.public_id])
    assert client.get(of_door, {"d": made.school.public_id})["Content-Type"] == "application/pdf"
    assert client.get(of_door, {"d": made.web.public_id}).status_code == 302  # nothing was said of it there
    letter = page(client, "desk_theme_letter", one.public_id)
    assert "いまは できません" in letter and answer_papers.theme_address(one) in letter


def test_a_theme_without_answer_or_voice_is_a_kind_page(client: Client, made: Ground) -> None:
    Door.objects.exclude(pk=made.web.pk).delete()
    sign_in(client, made.people.aoi)
    one = tennis(made, verdict="")
    assert "ことばの 声は 入っていません" in page(client, "desk_theme", one.public_id)
    assert "ことばの 声は 入っていません" in page(client, "desk_decide", one.public_id)
    client.post(reverse("voices:desk_theme_drop", args=[one.public_id]))
    assert "とりさげました" in page(client, "desk_theme", one.public_id)
    client.post(reverse("voices:desk_theme_restore", args=[one.public_id]))
    assert Theme.objects.get().dropped_on is None


def test_the_clock_says_it_in_one_word(made: Ground) -> None:
    one = queries.chain(tennis(made, verdict=""), DAY)
    assert "あと" in render_to_string("voices/themes/_clock.html", {"one": one})
