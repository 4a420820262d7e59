"""What Hana does about turns: links, answers heard on the phone, a hole offered, the figures. Aoi does it at the desk."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.rooms.roster import tasks
from ibasho.rooms.roster.actions import offering
from ibasho.rooms.roster.models import Helper, Offer, Taken
from ibasho.town.outbox.models import Message
from tests.people import Cast, cast
from tests.rooms.roster import ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 26, 9, 0, tzinfo=clock.JST)
THURSDAY = date(2026, 11, 26)
SIDES = [("hana", "ops"), ("aoi", "desk")]


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast, monkeypatch: pytest.MonkeyPatch) -> ground.Ground:
    monkeypatch.setattr(clock, "now", lambda: AT)
    return ground.ground(people, day=THURSDAY)


def signed_in(people: Cast, who: str) -> Client:
    client = Client()
    sign_in(client, getattr(people, who))
    return client


@pytest.mark.parametrize(("who", "side"), SIDES)
def test_a_link_is_shown_once_as_picture_and_as_letters(
    world: ground.Ground, people: Cast, who: str, side: str
) -> None:
    client, minoru = signed_in(people, who), world.helpers[0]
    listed = client.get(reverse(f"roster:{side}_links")).content.decode()
    address = reverse(f"roster:{side}_link", args=[minoru.public_id])
    assert address in listed
    assert Helper.objects.get(pk=minoru.pk).token_hash is None  # looking changes nothing
    client.get(address)
    assert Helper.objects.get(pk=minoru.pk).token_hash is None
    shown = client.post(address, {"mail": "no"})
    token = shown.context["given"].token
    assert "<svg" in shown.content.decode()
    assert shown.context["letters"].replace(" ", "") == token
    assert Client().get(reverse("roster:shift_open"), {"t": token}).status_code == 302
    assert token not in client.get(address).content.decode()


def test_who_has_mail_may_get_it_by_mail(world: ground.Ground, people: Cast) -> None:
    client, minoru = signed_in(people, "hana"), world.helpers[0]
    address = reverse("roster:ops_link", args=[minoru.public_id])
    assert 'value="yes"' not in client.get(address).content.decode()
    Helper.objects.filter(pk=minoru.pk).update(email="minoru@example.test")
    assert 'value="yes"' in client.get(address).content.decode()
    client.post(address, {"mail": "yes"})
    assert Message.objects.get().address == "minoru@example.test"


@pytest.mark.parametrize(("who", "side"), SIDES)
def test_who_has_not_answered_is_rung_up(world: ground.Ground, people: Cast, who: str, side: str) -> None:
    client, shift = signed_in(people, who), ground.shift(world.roster, THURSDAY)
    coming, not_coming = ground.taken(shift, world.helpers[0]), ground.taken(shift, world.helpers[1], slot=2)
    words = client.get(reverse(f"roster:{side}_answers")).content.decode()
    assert "みのる" in words
    assert "けいこ" in words
    client.post(reverse(f"roster:{side}_answer", args=[coming.pk]), {"answer": "yes"})
    gone = client.post(reverse(f"roster:{side}_answer", args=[not_coming.pk]), {"answer": "no"})
    assert gone["Location"] == reverse(f"roster:{side}_offers", args=[shift.public_id])
    assert Taken.objects.get(pk=coming.pk).confirmed_at == AT
    assert Taken.objects.get(pk=not_coming.pk).state == "given_up"
    assert client.get(reverse(f"roster:{side}_answers")).context["turns"] == []


@pytest.mark.parametrize(("who", "side"), SIDES)
def test_a_hole_is_offered_and_the_page_says_to_whom_and_why(
    world: ground.Ground, people: Cast, who: str, side: str
) -> None:
    client, shift = signed_in(people, who), ground.shift(world.roster, THURSDAY, wanted=2)
    ground.taken(shift, world.helpers[0])
    address = reverse(f"roster:{side}_offers", args=[shift.public_id])
    before = client.get(address).content.decode()
    assert "みのる" in before
    assert "この8週間は" in before
    assert "data-invalid" in client.post(address, {"first": "0"}).content.decode()
    client.post(address, {"first": "1"})
    offer = Offer.objects.get()
    after = client.get(address)
    assert [one[0] for one in after.context["sent"]] == [offer]
    offering.say_yes(offer=offer, by=Actor.public(Via.LINK), at=AT)
    assert client.get(address).context["hole"].missing == 0


@pytest.mark.parametrize(("who", "side"), SIDES)
def test_what_is_free_in_the_coming_fortnight(
    world: ground.Ground, people: Cast, who: str, side: str
) -> None:
    near = ground.shift(world.roster, THURSDAY + timedelta(days=14), wanted=3)
    ground.taken(near, world.helpers[0])
    ground.taken(ground.shift(world.roster, THURSDAY + timedelta(days=1), wanted=1), world.helpers[1])
    ground.shift(world.roster, THURSDAY + timedelta(days=15))
    ground.shift(world.roster, THURSDAY, time(7), time(8))  # over
    found = signed_in(people, who).get(reverse(f"roster:{side}_open_shifts")).context["holes"]
    assert [(shift, missing) for shift, missing, _href in found] == [(near, 2)]
    assert signed_in(people, "ken").get(reverse("roster:ops_open_shifts")).context["holes"] == []


def test_hana_writes_down_who_cannot_come(world: ground.Ground, people: Cast) -> None:
    client, shift = signed_in(people, "hana"), ground.shift(world.roster, THURSDAY + timedelta(days=3))
    mine = ground.taken(shift, world.helpers[0])
    address = reverse("roster:ops_give_up", args=[mine.pk])
    assert address in client.get(reverse("roster:ops_offers", args=[shift.public_id])).content.decode()
    assert client.get(address).status_code == 200
    client.post(address, {"why": "かぜ"})
    assert Taken.objects.get().why == "かぜ"


def test_the_figures_name_nobody_twice_and_add_up(world: ground.Ground, people: Cast) -> None:
    client, minoru = signed_in(people, "hana"), world.helpers[0]
    for days in (7, 14, 70):
        ground.taken(ground.shift(world.roster, THURSDAY - timedelta(days=days), time(15), time(17)), minoru)
    ground.taken(ground.shift(world.roster, THURSDAY + timedelta(days=7)), world.helpers[1])
    answer = client.get(reverse("roster:ops_fairness"))
    rows = answer.context["table"].rows
    assert [(row.helper.call_name, row.done.count, row.done.hours, row.coming.count) for row in rows] == [
        ("けいこ", 0, 0.0, 1), ("ひろ", 0, 0.0, 0), ("みのる", 2, 4.0, 0),
    ]  # fmt: skip
    for format in ("csv", "csv-cp932", "xlsx"):
        assert client.get(reverse("roster:ops_fairness"), {"format": format}).status_code == 200


def test_the_city_chooses_a_group_and_the_clerk_only_reads(world: ground.Ground, people: Cast) -> None:
    ground.helper(people.aozora, "そら 子")
    clerk = signed_in(people, "mado")
    address = reverse("roster:desk_fairness")
    assert len(clerk.get(address).context["tabs"]) == 2
    assert clerk.get(address, {"group": people.aozora.public_id}).context["chosen"] == people.aozora
    assert [label for label, _href, _now in clerk.get(address).context["pages"]] == ["みんなの 回数"]
    assert clerk.get(reverse("roster:desk_links")).status_code == 404


def test_kens_own_group_is_all_he_sees(world: ground.Ground, people: Cast) -> None:
    ken, shift = signed_in(people, "ken"), ground.shift(world.roster, THURSDAY)
    mine = ground.taken(shift, world.helpers[0])
    assert ken.get(reverse("roster:ops_links")).context["helpers"] == []
    assert ken.get(reverse("roster:ops_answers")).context["turns"] == []
    assert ken.get(reverse("roster:ops_fairness")).context["chosen"] is None
    for name, key in (
        ("ops_link", world.helpers[0].public_id), ("ops_offers", shift.public_id), ("ops_give_up", mine.pk),
        ("ops_answer", mine.pk),
    ):  # fmt: skip
        assert (
            ken.post(reverse(f"roster:{name}", args=[key]), {"answer": "no", "why": "x"}).status_code == 404
        )
    assert Taken.objects.get().state == "taken"


def test_the_groups_home_page_leads_there_once_there_are_helpers(world: ground.Ground, people: Cast) -> None:
    ground.taken(ground.shift(world.roster, THURSDAY), world.helpers[0])
    words = signed_in(people, "hana").get("/ops/").content.decode()
    assert reverse("roster:ops_answers") in words
    assert reverse("roster:ops_links") in words
    assert reverse("roster:ops_links") not in signed_in(people, "ken").get("/ops/").content.decode()


def test_the_job_runs(world: ground.Ground) -> None:
    Helper.objects.update(email="")
    Helper.objects.filter(pk=world.helpers[0].pk).update(email="minoru@example.test")
    for number, one in enumerate(world.helpers[:2], start=1):
        ground.taken(ground.shift(world.roster, THURSDAY, time(15 + number), time(16 + number)), one)
    tasks.remind(0)
    assert Message.objects.count() == 1
