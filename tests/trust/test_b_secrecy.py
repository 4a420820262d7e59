"""B. Notes and referrals stay with who is assigned (18, 21, 25–27); the walls below the pages are in test_b_secrecy_below."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.errors import Invalid, NotFound
from ibasho.rooms.care.actions import breaking, matters, relating, searching
from ibasho.rooms.care.models import Notice, Opening
from ibasho.rooms.care.queries import secrecy
from ibasho.rooms.care.rules.kinds import SEARCH_ROWS_MAX, Breaking, Reviewed
from ibasho.rooms.care.rules.nicknames import folded
from ibasho.town.concerns.actions import arrivals
from ibasho.town.concerns.actions import concerns as centre
from ibasho.town.concerns.rules.kinds import Kind, Source
from ibasho.town.outbox.models import Message
from ibasho.town.people.models import Person
from ibasho.town.places.models import Place
from tests import house, make, objects
from tests.long import walked
from tests.people import Cast
from tests.rooms.care import ground
from tests.trust import care_worlds as worlds
from tests.trust.walking import Address

As = Callable[[Person], Client]
OWN = {"hana": ("care:note", "care:ops_welcome_one"), "tsubaki": ("care:desk_note",)}  # theirs to see
OUTSIDE = ("fumi", "aoi", "mado", "tsubaki", "hana", "ken", "tamotsu")
ASKED = {"q": worlds.CHILD, "name": worlds.CHILD, "words": worlds.CHILD}


class TestTwoTowns:
    """18: what somebody outside the centre can open says the same in a town without a note as in one with thirty."""

    @pytest.mark.parametrize("who", walked(OUTSIDE, short=("hana", "tamotsu")))
    def test_18_no_page_number_menu_search_export_or_error_tells_them_apart(
        self, who: str, town: Cast, as_person: As
    ) -> None:
        place, client = worlds.elsewhere(town), as_person(getattr(town, who))
        pages = worlds.listed(place, who)
        assert len(pages) > 20
        quiet = self.told(client, pages)
        worlds.fill(town, place)
        assert Notice.objects.count() == worlds.MANY and Message.objects.filter(state="failed").exists()
        wrong = []
        for name, before in quiet.items():
            path = next(one.path for one in pages if one.name == name)
            after = worlds.answer(client, path, **ASKED)
            if after != before:
                wrong.append(f"{name}: {before[0]}/{before[2]} → {after[0]}/{after[2]}")
            assert worlds.holds(after[1].decode(errors="ignore"), worlds.UNASKED) == [], name
        assert wrong == []

    def told(self, client: Client, pages: list[Address]) -> Mapping[str, tuple[int, bytes, int]]:
        for one in pages[:3]:  # what a process asks once (content types, settings of the city) is asked
            worlds.answer(client, one.path, **ASKED)
        return {one.name: worlds.answer(client, one.path, **ASKED) for one in pages}


@pytest.fixture
def rows() -> dict[str, dict[str, Any]]:
    return {name: row for name, row in house.listed("access.toml")["care"].items() if "object" in row}


@pytest.mark.parametrize("who", OUTSIDE)
def test_18_a_true_number_and_a_made_up_one_are_the_same_404(
    who: str, rows: dict[str, dict[str, Any]], town: Cast, as_person: As
) -> None:
    """Byte for byte, and the database is asked as often. Referrals to Hana's place and her own note are hers to see."""
    made, client = objects.Objects(town), as_person(getattr(town, who))
    seen, wrong = 0, []
    for name, row in sorted(rows.items()):
        true = made.kwargs(row["object"])
        false = {key: _other(key, value) for key, value in true.items()}
        if name in OWN.get(who, ()):
            continue
        here, there = reverse(name, kwargs=true), reverse(name, kwargs=false)
        real, fake = worlds.answer(client, here), worlds.answer(client, there)
        if row["object"] == "place" or real[0] == 405:  # noqa: PLR2004 - a button's address: GET says so before it looks
            assert real[0] == fake[0], name
            continue
        seen += 1
        if (_without(real[1], here), real[0], real[2]) != (_without(fake[1], there), fake[0], fake[2]):
            wrong.append(f"{name}: {real[0]}/{real[2]} beside {fake[0]}/{fake[2]}")
        assert real[0] == 404, name  # noqa: PLR2004
    assert wrong == [] and seen >= 4


def _other(key: str, value: Any) -> Any:
    """A number as good as the true one; verbs and the like stay."""
    return value + 100_000 if isinstance(value, int) else new_code() if key == "public_id" else value


def _without(content: bytes, path: str) -> bytes:
    """The address asked for stands in the page's own links."""
    return content.replace(path.encode(), b"?").replace(quote(path, safe="").encode(), b"?")


@pytest.mark.parametrize("who", OUTSIDE)
@pytest.mark.parametrize(
    "name", ["desk_notice_do", "desk_assign", "desk_relate", "desk_open", "desk_referral_do"]
)
def test_18_a_button_pressed_on_either_number_is_the_same_404(
    name: str, who: str, town: Cast, as_person: As
) -> None:
    true, client = objects.Objects(town).care().notice.matter.public_id, as_person(getattr(town, who))
    form = {"do": "take", "category": "life", "reason": ground.REASON, "person": town.sumi.public_id}
    before = Entry.objects.count()
    here, there = (reverse(f"care:{name}", args=[one]) for one in (true, new_code()))
    real, fake = client.post(here, form), client.post(there, form)
    assert real.status_code == fake.status_code == 404  # noqa: PLR2004
    assert _without(real.content, here) == _without(fake.content, there)
    assert Entry.objects.count() == before and not Opening.objects.exists()


class TestBreakingTheGlass:
    """21, as one story; each rule alone stands in tests/rooms/care/actions/test_breaking."""

    def test_21_reason_second_factor_an_hour_two_told_within_the_minute_red_until_reviewed_raised(
        self, town: Cast, now: Callable[..., None], as_person: As
    ) -> None:
        care, nagi = ground.ground(town), ground.colleague(town)
        client, url = as_person(nagi), worlds.path_of("desk_open", public_id=care.notice.matter.public_id)
        assert client.post(url, {"category": "life", "reason": "みじかい わけ"}).status_code == worlds.OK
        assert client.post(url, {"reason": ground.REASON}).status_code == worlds.OK
        assert not Opening.objects.exists(), "neither without a reason nor without its kind"
        assert client.post(url, {"category": "life", "reason": ground.REASON}).status_code == 302  # noqa: PLR2004
        made = Opening.objects.get()
        assert made.until - made.opened_at <= timedelta(minutes=60)
        mails = Message.objects.filter(event_key=f"care.opening:{made.pk}")
        assert mails.count() == 2 and all(
            one.send_after - made.opened_at <= timedelta(seconds=60) for one in mails
        )
        lead, at = town.by(town.tomoe), make.AT + timedelta(days=6)
        assert list(secrecy.to_review(lead)) == [made]
        assert breaking.raise_overdue(by=Actor.of_job("care.raise_unreviewed"), at=at) == 1
        breaking.review(opening=made, verdict=Reviewed.RIGHT, by=lead, at=at)
        assert not secrecy.to_review(lead).exists()


def test_25_who_is_related_opens_nothing_and_each_try_is_written_down(town: Cast, as_person: As) -> None:
    """Page, action and broken glass; the referral as the note."""
    care, client = ground.ground(town), as_person(town.sumi)
    by, lead = town.by(town.sumi), town.by(town.tomoe)
    for matter, page in ((care.notice.matter, "desk_notice"), (care.referral.matter, "desk_referral")):
        relating.relate(matter=matter, person=town.sumi, by=lead, at=make.AT)
        with pytest.raises(NotFound):
            matters.open_matter(matter=matter, by=by, at=make.AT)
        with pytest.raises(NotFound):
            breaking.break_glass(
                matter=matter, category=Breaking.LIFE, reason=ground.REASON, by=by, at=make.AT
            )
        shown = client.get(worlds.path_of(page, public_id=matter.public_id))
        pressed = client.post(
            worlds.path_of("desk_open", public_id=matter.public_id),
            {"category": "life", "reason": ground.REASON},
        )
        assert shown.status_code == pressed.status_code == 404  # noqa: PLR2004
        noted = Entry.objects.filter(
            verb="care.matter.refuse", object_id=str(matter.pk), person_id=town.sumi.pk
        )
        assert noted.count() == 4  # noqa: PLR2004 - each of the four
    listed = client.get(worlds.path_of("desk_inbox")).content.decode()
    assert care.notice.matter.public_id not in listed, "nor does a list tell that it is there"
    assert not Opening.objects.exists()


def test_26_what_children_say_of_a_places_own_people_goes_past_them_to_the_centre(
    town: Cast, as_person: As
) -> None:
    place = make.place(organisation=town.midori)
    told = {"words": worlds.WORDS, "stage": "upper"}
    row = centre.hand_over(
        Kind.ADULT, source=Source.VOICES, payload=told, place=place, by=Actor.public(), at=make.AT
    )
    arrivals.tell(by=Actor.of_job("concerns.tell"), at=make.AT)
    assert set(Message.objects.values_list("person_id", flat=True)) == {town.sumi.pk, town.tomoe.pk}
    for who in ("hana", "ken", "fumi", "aoi", "mado"):
        assert (
            as_person(getattr(town, who))
            .get(reverse("concerns:desk_concern", args=[row.public_id]))
            .status_code
            == 404
        )  # noqa: PLR2004


class TestSearch:
    @pytest.fixture
    def known(self, town: Cast) -> Iterator[tuple[Cast, Place]]:
        place = make.place(organisation=town.midori)
        for _number in range(SEARCH_ROWS_MAX + 5):
            ground.notice(town, place, child_mark=ground.mark(place, worlds.CHILD))
        yield town, place

    def test_27_two_conditions_twenty_rows_written_down_first(self, known: tuple[Cast, Place]) -> None:
        town, place = known
        by = town.by(town.sumi)
        for asked in ({"place": None, "nickname": worlds.CHILD}, {"place": place, "nickname": " 　"}):
            with pytest.raises(Invalid):
                searching.search(**asked, by=by, at=make.AT)
        assert not Entry.objects.filter(verb="care.notice.search").exists()
        found = searching.search(place=place, nickname=worlds.CHILD, by=by, at=make.AT)
        assert len(found.lines) == SEARCH_ROWS_MAX and found.more
        entry = Entry.objects.get(verb="care.notice.search")
        assert entry.person_id == town.sumi.pk
        assert worlds.holds(json.dumps(entry.data) + entry.why + entry.object_id) == []

    def test_27_the_nickname_stands_in_no_address_and_another_place_finds_nothing(
        self, known: tuple[Cast, Place], as_person: As
    ) -> None:
        town, place = known
        client, other = as_person(town.sumi), make.place("となり", organisation=town.aozora)
        page = worlds.path_of("desk_search")
        assert (
            place.public_id
            not in client.get(page, {"nickname": worlds.CHILD, "place": place.public_id})
            .content.decode()
            .split("<main")[0]
        )
        found = searching.search(place=other, nickname=worlds.CHILD, by=town.by(town.sumi), at=make.AT)
        assert found.lines == [] and folded(worlds.CHILD)

    @pytest.mark.parametrize("who", OUTSIDE)
    def test_27_nobody_else_searches(self, who: str, known: tuple[Cast, Place]) -> None:
        town, place = known
        cache.clear()
        with pytest.raises(NotFound):
            searching.search(place=place, nickname=worlds.CHILD, by=town.by(getattr(town, who)), at=make.AT)
