"""From the public page to the board at the desk, page by page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.ports import pdf
from ibasho.rooms.network.actions import start_links
from ibasho.rooms.network.models import StartUp
from ibasho.rooms.network.queries import start_papers
from ibasho.rooms.network.rules.steps import PAPERS
from ibasho.town.people.actions import protection
from tests import make
from tests.people import Cast, cast
from tests.reading import words
from tests.rooms.network import ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
ASKS = {"name": "みなみ食堂", "starter": "南 花子", "phone": "000-000-0001", "wish": "夕ごはんを いっしょに"}


@pytest.fixture
def people() -> Cast:
    return cast()


def url(name: str, *args: object) -> str:
    return reverse(f"network:{name}", args=[str(one) for one in args])


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return str(response.content.decode())


def test_a_starter_asks_and_stands_on_their_own_page(client: Client, people: Cast) -> None:
    page = client.get(url("start"))
    sent = {**ASKS, "key": page.context["form"]["key"].value()}
    for _ in range(2):
        answer = client.post(url("start"), sent)
    startup = StartUp.objects.get()
    token = start_links.token(startup)
    assert answer["Location"] == url("start_own", token)
    own = client.get(answer["Location"])
    assert own["Referrer-Policy"] == "same-origin"
    assert "noindex" in own["X-Robots-Tag"]
    assert "no-store" in own["Cache-Control"]
    assert "みなみ食堂" in words(own)
    assert startup.public_id not in own.content.decode()
    client.post(url("start_own_step", token), {"step": "place", "state": "done"})
    assert startup.steps.get(code="place").state == "done"
    assert client.post(url("start_own_step", token), {"step": "none", "state": "done"}).status_code == 404
    assert client.get(url("start_own", "CDFHJKMNPQRTVWXY3467")).status_code == 404
    start_links.give(startup=startup, by=people.by(people.aoi), at=clock.now())
    assert client.post(url("start"), sent)["Location"] == url("start")  # an old form tells no newer link
    assert client.get(url("start_own", token)).status_code == 404


def test_what_is_missing_is_told_kindly_and_nothing_typed_is_lost(client: Client) -> None:
    answer = client.post(url("start"), {**ASKS, "phone": ""})
    text = answer.content.decode()
    assert "返事が できません" in answer.context["form"].errors["phone"][0]
    assert "南 花子" in text
    assert not StartUp.objects.exists()


def test_a_machine_that_fills_in_everything_writes_nothing(client: Client) -> None:
    assert client.post(url("start"), {**ASKS, "website": "https://x.example"}).status_code == 302
    assert not StartUp.objects.exists()


def test_the_csw_takes_it_sets_a_step_and_opens_it(client: Client, people: Cast) -> None:
    client.post(url("start"), ASKS)
    startup, tsubaki = StartUp.objects.get(), sign_in(Client(), people.tsubaki)
    assert "とどいた 相談" in body(tsubaki, url("desk_starting"))
    one = url("desk_start", startup.public_id)
    assert reverse("places:desk_new") not in body(tsubaki, one)  # the city draws up places
    assert reverse("places:desk_new") in body(sign_in(Client(), people.aoi), one)
    tsubaki.post(url("desk_start_do", startup.public_id, "take"))
    tsubaki.post(
        url("desk_start_step", startup.public_id, "place"), {"state": "done", "note": "集会所に 決まり"}
    )
    assert "集会所に 決まり" in body(tsubaki, one)
    assert "集会所に 決まり" in words(client.get(url("start_own", start_links.token(startup))))
    given = tsubaki.post(url("desk_start_link", startup.public_id))
    startup.refresh_from_db()
    assert start_links.token(startup) in given.content.decode()
    assert start_links.token(startup) not in body(tsubaki, one)
    today = clock.day(clock.now()).isoformat()
    tsubaki.post(url("desk_start_opened", startup.public_id), {"first_on": today})
    startup.refresh_from_db()
    assert startup.state == "opened"
    assert "とり消す" in body(tsubaki, one)


def test_the_clerk_types_in_a_call_and_reads_but_decides_nothing(people: Cast) -> None:
    mado = sign_in(Client(), people.mado)
    mado.post(url("desk_start_new"), {**ASKS, "via": "phone", "cell_code": "5237260312"})
    startup = StartUp.objects.get()
    assert startup.cell_code == "5237260312"
    assert "うける（担当に なる）" not in body(mado, url("desk_start", startup.public_id))
    assert mado.post(url("desk_start_do", startup.public_id, "take")).status_code == 404


def test_a_keeper_who_is_protected_is_not_named_by_the_link(client: Client, people: Cast) -> None:
    startup = ground.startup(state="going", keeper=people.tsubaki)
    start_links.write(startup, make.AT)
    startup.save()
    address = url("start_own", start_links.token(startup))
    assert "椿" in body(client, address)
    protection.protect(person=people.tsubaki, by=people.by(people.fumi), at=clock.now())
    assert "椿" not in body(client, address)


def test_the_starter_calls_where_the_csw_works(client: Client, people: Cast) -> None:
    people.council.phone = "051-000-0077"
    people.council.save()
    startup = ground.startup(state="going", keeper=people.tsubaki)
    start_links.write(startup, make.AT)
    startup.save()
    page = body(client, url("start_own", start_links.token(startup)))
    beside = page.split("椿")[1].split("</p>")[0]
    assert "051-000-0077" in beside
    StartUp.objects.update(keeper=people.aoi)
    page = body(client, url("start_own", start_links.token(startup)))
    assert "051-000-0077" not in page and "葵" in page


def test_the_starter_sees_open_places_of_the_kind_the_nearest_first(client: Client) -> None:
    make.district()
    far = make.place("とおい食堂", lat=34.25, lng=138.25)
    near = make.place("となりの食堂", lat=34.151, lng=138.151)
    make.weekly(near, 2)
    hidden = [make.place("まだの食堂", state="draft"), make.place("じゅく", kind="study")]
    startup = ground.startup(district_code="M01")
    start_links.write(startup, make.AT)
    startup.save()
    page = body(client, url("start_own", start_links.token(startup)))
    first, second = (reverse("places:place", args=[one.public_id]) for one in (near, far))
    assert page.index(first) < page.index(second)
    assert not any(one.public_id in page for one in hidden)
    StartUp.objects.update(kind="")
    assert first not in words(client.get(url("start_own", start_links.token(startup))))


@pytest.mark.parametrize("code", sorted(PAPERS))
def test_every_paper_is_an_a4_to_write_on(code: str) -> None:
    startup = ground.startup(wish="夕ごはん", first_on=make.TUESDAY)
    made = start_papers.paper(code, startup, day=make.TUESDAY)
    assert made.startswith(b"%PDF")
    pages = pdf.pictures(
        "network/pdf/start.typ", start_papers.paper_data(code, startup, day=make.TUESDAY), ppi=20
    )
    assert len(pages) == 1


def test_papers_know_what_is_known_and_empty_ones_know_nothing() -> None:
    startup = ground.startup()
    assert "みなみ こども食堂" in str(start_papers.paper_data("plan", startup, day=make.TUESDAY))
    assert "みなみ" not in str(start_papers.paper_data("plan", None, day=make.TUESDAY))


def test_a_group_sees_its_own_start_on_its_page_of_the_network(people: Cast) -> None:
    ground.startup(organisation=people.midori, state="going")
    hana, ken = sign_in(Client(), people.hana), sign_in(Client(), people.ken)
    assert "みなみ こども食堂（仮）" in body(hana, url("ops_network"))
    assert "みなみ こども食堂（仮）" not in body(ken, url("ops_network"))
