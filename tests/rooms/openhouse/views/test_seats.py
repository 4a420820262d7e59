"""A child at the picture of the tables, and the grown-ups beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

import pytest
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.rooms.openhouse.models import HelpAsk, SeatUse
from tests import make
from tests.people import Cast, cast
from tests.reading import bare
from tests.rooms.openhouse import ground
from tests.rooms.openhouse.ground import Ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
STUDY = clock.at(make.TUESDAY, time(17, 30))


class Clock:
    at = STUDY


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Clock]]:
    """The clock stands at half past five on a Tuesday."""
    Clock.at = STUDY
    monkeypatch.setattr(clock, "now", lambda: Clock.at)
    return Clock  # type: ignore[return-value]


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    made = ground.ground(people)
    ground.study_session(made.place)
    return made


def page_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def seats(world: Ground) -> str:
    return f"/seats/{world.space.public_id}/"


def at(hour: int, minute: int = 0) -> datetime:
    return clock.at(make.TUESDAY, time(hour, minute))


def test_a_place_tells_how_many_seats_are_left_while_it_is_time_for_study(
    world: Ground, client: Client
) -> None:
    address = f"/places/{world.place.public_id}/"
    assert seats(world) in page_of(client, address)
    Clock.at = at(16)
    before = page_of(client, address)
    assert "から つかえます" in before and seats(world) in before  # study has not begun today
    Clock.at = at(22)
    assert seats(world) not in page_of(client, address)


def test_a_child_takes_stays_goes_away_and_leaves(world: Ground, client: Client) -> None:
    first = page_of(client, seats(world))
    assert first.count('name="number" value=') == 12
    taken = client.post(seats(world) + "take/", {"number": "5"}, follow=True).content.decode()
    use = SeatUse.objects.get()
    assert use.slip in taken
    assert "19:00" in taken
    mine = {"number": "5", "slip": use.slip}
    Clock.at = at(18)
    client.post(seats(world) + "mine/", {**mine, "do": "go_on"})
    client.post(seats(world) + "mine/", {**mine, "do": "away"})
    use.refresh_from_db()
    assert (use.back_to, use.until) == (at(19, 30), at(18, 30))
    assert 'value="back"' in page_of(client, seats(world))
    client.post(seats(world) + "mine/", {**mine, "do": "back"})
    client.post(seats(world) + "mine/", {**mine, "do": "leave"})
    assert use.slip not in page_of(client, seats(world)).replace(use.starts_at.isoformat(), "")
    use.refresh_from_db()
    assert use.left_at == at(18)


def test_the_slip_shows_only_where_the_seat_was_taken(world: Ground, client: Client) -> None:
    client.post(seats(world) + "take/", {"number": "5"})
    assert "seat-slip" in page_of(client, seats(world))
    assert "seat-slip" not in page_of(Client(), seats(world))
    forged = Client()
    forged.cookies["seat"] = f"5:{SeatUse.objects.get().slip}"
    assert "seat-slip" not in page_of(forged, seats(world))


def test_a_tablet_many_share_forgets_and_takes_the_next(world: Ground, client: Client) -> None:
    client.post(seats(world) + "take/", {"number": "5"})
    client.post(seats(world) + "take/", {"number": "6"})
    assert SeatUse.objects.count() == 1
    client.post(seats(world) + "mine/", {"do": "forget"})
    client.post(seats(world) + "take/", {"number": "6"})
    assert SeatUse.objects.count() == 2


def test_a_slip_typed_in_works_from_any_screen(world: Ground, client: Client) -> None:
    client.post(seats(world) + "take/", {"number": "5"})
    use, other = SeatUse.objects.get(), Client()
    told = other.post(seats(world) + "mine/", {"number": "5", "slip": "12", "do": "leave"}).content.decode()
    assert "数字" in told
    other.post(seats(world) + "mine/", {"number": "5", "slip": use.slip, "do": "leave"})
    use.refresh_from_db()
    assert use.left_at is not None


@pytest.mark.parametrize("number", ["", "x", "0", "13", "-1", "99999999999999999999"])
def test_strange_numbers_take_nothing(number: str, world: Ground, client: Client) -> None:
    assert client.post(seats(world) + "take/", {"number": number}).status_code == 302
    assert not SeatUse.objects.exists()


def test_outside_the_hours_the_picture_has_no_button(world: Ground, client: Client) -> None:
    Clock.at = at(16)
    page = page_of(client, seats(world))
    assert 'name="number" value=' not in page
    assert page.count('class="seat"') == 12


def test_what_is_no_room_is_not_found(world: Ground, client: Client) -> None:
    bare = ground.space(world.place, "台所", seats=0)
    assert client.get(f"/seats/{bare.public_id}/").status_code == 404
    assert client.get("/seats/nothing/").status_code == 404
    assert client.post(seats(world) + "mine/", {"do": "steal"}).status_code == 404


def test_a_child_asks_and_hana_goes(people: Cast, world: Ground, client: Client) -> None:
    address, staff = f"/ask/{world.place.public_id}/", f"/ops/seats/{world.place.public_id}/"
    assert "name" not in {field.name for field in HelpAsk._meta.fields}
    client.post(address, {"subject": "math", "seat": "5", "stage": "junior"})
    client.post(address, {"subject": "math", "seat": "5", "stage": "junior"})
    card = HelpAsk.objects.get()
    sign_in(client, people.hana, day=make.TUESDAY)
    assert "5番の席" in page_of(client, staff)
    assert "おしえて 1件" in page_of(client, "/ops/")
    client.post(f"{staff}asks/{card.pk}/", {"do": "go"})
    card.refresh_from_db()
    assert card.came_at == STUDY
    client.post(f"{staff}asks/{card.pk}/", {"do": "again"})
    card.refresh_from_db()
    assert card.came_at is None
    sign_in(client, people.ken, day=make.TUESDAY)
    assert client.get(staff).status_code == 404
    assert client.post(f"{staff}asks/{card.pk}/", {"do": "go"}).status_code == 404


def test_a_closed_place_shows_no_subjects(world: Ground, client: Client) -> None:
    Clock.at = at(21)
    page = page_of(client, f"/ask/{world.place.public_id}/")
    assert "あいていません" in bare(page)
    assert 'name="subject"' not in page


def test_staff_free_a_seat(people: Cast, world: Ground, client: Client) -> None:
    client.post(seats(world) + "take/", {"number": "5"})
    sign_in(client, people.hana, day=make.TUESDAY)
    address = f"/ops/seats/{world.place.public_id}/{world.space.public_id}/free/"
    assert "押すと あける" in page_of(client, f"/ops/seats/{world.place.public_id}/")
    told = client.post(address, {"number": "5"}, follow=True).content.decode()
    assert "5番を あけました" in told
    assert "もう あいています" in client.post(address, {"number": "5"}, follow=True).content.decode()
    assert client.post(address, {"number": "x"}).status_code == 404


def test_a_place_without_seats_says_so_to_its_staff(people: Cast, client: Client) -> None:
    place = make.place("児童館", organisation=people.midori)
    sign_in(client, people.hana, day=make.TUESDAY)
    assert "自習席の ある部屋が ありません" in page_of(client, f"/ops/seats/{place.public_id}/")


def test_pages_of_a_child_are_not_kept_by_browsers(world: Ground, client: Client) -> None:
    assert "no-store" in client.get(seats(world))["Cache-Control"]
    later = STUDY + timedelta(minutes=1)
    Clock.at = later
    assert "Set-Cookie" not in str(client.get(seats(world)).headers)


def test_the_tablet_at_the_door_shows_the_slip_once_and_remembers_nothing(
    world: Ground, client: Client
) -> None:
    page = page_of(client, seats(world) + "?door=1")
    assert "/door/" in page
    told = client.post(seats(world) + "take/", {"number": "5", "door": "1"})
    use = SeatUse.objects.get()
    assert use.slip in told.content.decode()
    assert "seat" not in told.cookies
    assert use.slip not in page_of(client, seats(world) + "?door=1")
    client.post(seats(world) + "take/", {"number": "6", "door": "1"})
    assert SeatUse.objects.count() == 2
    mine = {"number": "5", "slip": use.slip, "do": "leave", "door": "1"}
    assert client.post(seats(world) + "mine/", mine)["Location"] == seats(world) + "?door=1"
    use.refresh_from_db()
    assert use.left_at == STUDY
