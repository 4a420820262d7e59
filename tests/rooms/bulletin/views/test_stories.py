"""A story on its way, door by door: written at みどり食堂, looked at on the desk, seen by everybody."""

from __future__ import annotations

import re
from datetime import time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.ports import pdf
from ibasho.rooms.bulletin.actions import stories
from ibasho.rooms.bulletin.models import QrCode, Story
from ibasho.rooms.bulletin.queries import stories as queries
from ibasho.town.people.models import Membership
from tests import make
from tests.people import cast
from tests.reading import words
from tests.rooms.bulletin import ground, stories_ground
from tests.rooms.bulletin.ground import AT, Ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
OPS, NEW = reverse("bulletin:ops_stories"), reverse("bulletin:ops_story_new")
DESK, ALL = reverse("bulletin:desk_stories"), reverse("bulletin:stories")


@pytest.fixture
def town() -> Ground:
    return ground.ground(cast())


def typed(town: Ground, **changed: Any) -> dict[str, Any]:
    told = {
        "title": "いもほりを しました", "words": "さつまいもを 30本 ほりました。", "happened_on": clock.day(clock.now()).isoformat(),
        "photo_words": "さつまいもを もつ手", "nobody_shown": "on", "where": f"p{town.place.pk}", "do": "send",
    }  # fmt: skip
    return {**told, **changed}


def file() -> SimpleUploadedFile:
    return SimpleUploadedFile("imo.jpg", stories_ground.photo(), content_type="image/jpeg")


def page(name: str, row: Story, *more: str) -> str:
    return reverse(f"bulletin:{name}", args=[row.public_id, *more])


def picture(client: Client, row: Story, more: str = "") -> bytes:
    answer = client.get(page("story_photo", row) + more)
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_hana_writes_on_her_phone_aoi_shows_it_everybody_sees_it(client: Client, town: Ground) -> None:
    sign_in(client, town.people.hana)
    assert "まだ ありません" in words(client.get(OPS))
    assert "市に おくりました" in words(client.post(NEW, typed(town, photo=file()), follow=True))
    row = Story.objects.get()
    sign_in(client, town.people.aoi)
    assert row.title in words(client.get(DESK))
    desk = client.get(page("desk_story", row)).content.decode()
    assert "さつまいもを もつ手" in desk and "市の LINEに" not in desk
    seen = re.search(r'name="seen" value="(\w+)"', desk)
    assert seen
    do = page("desk_story_do", row, "show")
    assert "もう一度 見てから" in words(client.post(do, {"seen": "another"}, follow=True))
    shown = words(client.post(do, {"seen": seen[1]}, follow=True))
    assert "だれでも 見られます" in shown and queries.address(row) in shown
    client.logout()
    for where in (
        page("story", row),
        ALL,
        reverse("places:place", args=[town.place.public_id]),
        reverse("bulletin:news"),
    ):
        assert row.title in words(client.get(where)), where
    assert "みどり食堂" in words(client.get(page("story", row)))
    small, whole = (len(picture(client, row, more)) for more in ("?small", ""))
    assert 0 < small < whole


def test_nothing_typed_is_lost_and_the_photo_is_asked_for_again(client: Client, town: Ground) -> None:
    sign_in(client, town.people.hana)
    told = words(client.post(NEW, typed(town, photo=file(), nobody_shown="", title="")))
    html = client.post(NEW, typed(town, photo=file(), nobody_shown="", title="")).content.decode()
    assert "だいを 書いてください" in told and "写真は もう一度" in told and "30本 ほりました" in html
    told = words(client.post(NEW, typed(town, photo=file(), nobody_shown="")))
    assert "「のせていい」" in told and "入れるか" in told
    assert not Story.objects.exists()


def test_a_draft_is_kept_and_words_may_come_later(client: Client, town: Ground) -> None:
    sign_in(client, town.people.hana)
    assert "下書きに とっておきました" in words(
        client.post(NEW, typed(town, words="", do="keep"), follow=True)
    )
    row = Story.objects.get()
    told = words(client.post(page("ops_story", row), typed(town, words="", do="send"), follow=True))
    assert "1行でも" in told
    client.post(page("ops_story", row), typed(town))
    row.refresh_from_db()
    assert row.state == "waiting"


def test_hana_sees_why_it_came_back_and_sends_it_again(client: Client, town: Ground) -> None:
    row = stories_ground.sent(town)
    sign_in(client, town.people.aoi)
    client.post(page("desk_story_do", row, "back"), {"why": "どこの 畑ですか"})
    sign_in(client, town.people.hana)
    assert "どこの 畑ですか" in words(client.get(OPS))
    assert "どこの 畑ですか" in words(client.get(page("ops_story", row)))
    client.post(page("ops_story", row), typed(town))
    row.refresh_from_db()
    assert (row.state, bool(row.photo)) == ("waiting", True)


@pytest.mark.parametrize(("who", "door"), [("hana", "ops"), ("aoi", "desk")])
def test_withdrawn_it_is_gone_from_every_page_at_once(
    client: Client, town: Ground, who: str, door: str
) -> None:
    row = stories_ground.shown(town)
    photo = page("story_photo", row)
    kept = client.get(photo)
    assert (
        kept.headers["Cache-Control"] == "public, no-cache"
    )  # asked for each time: a copy is not shown again
    assert client.get(photo, headers={"If-None-Match": kept.headers["ETag"]}).status_code == 304
    sign_in(client, getattr(town.people, who))
    told = words(client.post(page(f"{door}_story_do", row, "withdraw"), follow=True))
    assert "すぐに 消えます" in told
    assert client.get(photo).status_code == 404  # for who wrote it, too
    client.logout()
    assert [client.get(one).status_code for one in (page("story", row), photo, photo + "?small")] == [404] * 3
    for where in (ALL, reverse("places:place", args=[town.place.public_id]), reverse("bulletin:news")):
        assert row.title not in words(client.get(where))
    sign_in(client, getattr(town.people, who))
    client.post(page(f"{door}_story_do", row, "take_up"))
    row.refresh_from_db()
    assert row.state == "draft"


def test_before_it_is_shown_only_who_works_on_it_sees_the_photo(client: Client, town: Ground) -> None:
    row = stories_ground.sent(town)
    for who, status in ((None, 404), ("ken", 404), ("tamotsu", 404), ("hana", 200), ("mado", 200)):
        client.logout()
        if who:
            sign_in(client, getattr(town.people, who))
        answer = client.get(page("story_photo", row))
        assert answer.status_code == status, who
        assert status == 404 or "no-store" in answer.headers["Cache-Control"]


def test_mado_types_one_in_for_a_group_that_sent_a_photo(client: Client, town: Ground) -> None:
    sign_in(client, town.people.mado)
    new = reverse("bulletin:desk_story_new")
    assert "どの団体" in words(client.get(new))
    told = words(
        client.post(f"{new}?group={town.people.midori.public_id}", typed(town, photo=file()), follow=True)
    )
    assert "おくりました" in told
    row = Story.objects.get()
    assert (row.state, row.organisation, row.made_by) == ("waiting", town.people.midori, town.people.mado)
    assert client.get(f"{new}?group=nobody").status_code == 404


def test_a_place_the_public_does_not_know_is_not_named(client: Client, town: Ground) -> None:
    row = stories_ground.shown(town)
    town.place.state = "draft"
    town.place.save()
    assert "みどり食堂へ" not in words(client.get(page("story", row)))
    assert (
        reverse("places:place", args=[town.place.public_id])
        not in client.get(page("story", row)).content.decode()
    )


@pytest.mark.parametrize(
    "closed", [{"restricted": True, "everyone": False, "restricted_to": "会員"}, {"kind": "after_school"}]
)
def test_a_story_asks_nobody_to_a_place_that_is_for_its_members(
    client: Client, town: Ground, closed: dict[str, Any]
) -> None:
    row = stories_ground.shown(town)
    type(town.place).objects.filter(pk=town.place.pk).update(**closed)
    told = client.get(page("story", row)).content.decode()
    assert reverse("places:place", args=[town.place.public_id]) not in told


def test_who_reads_by_feed_gets_stories_among_the_news(client: Client, town: Ground) -> None:
    row = stories_ground.shown(town)
    for name in ("rss", "atom"):
        feed = client.get(reverse(f"bulletin:{name}")).content.decode()
        assert row.title in feed and page("story", row) in feed
    stories.withdraw(story=row, by=town.people.by(town.people.hana), at=AT)
    assert row.title not in client.get(reverse("bulletin:rss")).content.decode()


def test_two_groups_of_one_person_stay_apart(client: Client, town: Ground) -> None:
    people = town.people
    Membership.objects.create(
        person=people.hana, organisation=people.aozora, role="operator_lead", starts_on=clock.day(AT)
    )
    stories_ground.draft(town)
    sign_in(client, people.hana)
    other = words(client.get(OPS, {"group": people.aozora.public_id}))
    assert "まだ ありません" in other and "みどり食堂の会" in other
    assert client.get(OPS, {"group": people.council.public_id}).status_code == 404


def test_the_poster_holds_the_photo_the_words_and_one_qr(
    client: Client, town: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = stories_ground.shown(town)
    recorder = pdf.Recorder()
    monkeypatch.setattr(pdf, "render", recorder)
    sign_in(client, town.people.hana)
    client.get(page("ops_story_poster", row))
    template, data, *_rest = recorder.calls[0]
    assert template == "bulletin/pdf/story.typ" and data["photo-words"] == "さつまいもを もつ手"
    assert QrCode.objects.get().code in data["site"]
    stories.withdraw(story=row, by=town.people.by(town.people.hana), at=AT)
    assert "まだ のっていません" in words(client.get(page("ops_story_poster", row), follow=True))


def test_the_poster_can_be_printed(client: Client, town: Ground) -> None:
    row = stories_ground.shown(town)
    sign_in(client, town.people.aoi)
    answer = client.get(page("desk_story_poster", row))
    assert answer.headers["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")


def test_the_page_of_a_place_asks_for_its_stories_once(
    client: Client, town: Ground, django_assert_max_num_queries: Any
) -> None:
    for _each in range(4):
        stories_ground.shown(town)
    make.session(
        town.place, clock.day(clock.now()), time.min, clock.END_OF_DAY
    )  # it need not say where else to go
    place = reverse("places:place", args=[town.place.public_id])
    client.get(place)
    with django_assert_max_num_queries(17):
        told = client.get(place).content.decode()
    assert told.count("?small") == 3
