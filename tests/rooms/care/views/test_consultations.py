"""澄 counts by one press, takes a file in, 巴 lets a table out; 葵 sees that table and nothing else."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.tables import write_csv
from ibasho.base.ui import menu
from ibasho.rooms.care.actions import publishing, releasing
from ibasho.rooms.care.models import Consultation, YearRelease
from ibasho.rooms.care.queries import consultation_pictures, consultations, consultations_waiting
from ibasho.rooms.care.rules import importing
from ibasho.rooms.care.rules.consultations import month_of
from tests.people import Cast, cast
from tests.reading import plain
from tests.rooms.care import ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

DESK = "/desk/care/consultations/"
R5 = {"welfare": 660, "abuse": 186, "family": 88, "school": 39}


@pytest.fixture
def people() -> Cast:
    return cast()


def today() -> date:
    return clock.day(clock.now())


def last_month() -> date:
    return month_of(month_of(today()) - timedelta(days=1))


def read(page: str) -> str:
    return plain(page, gap=" ")


def get(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def test_sumi_counts_by_one_press_and_takes_it_back_by_another(client: Client, people: Cast) -> None:
    sign_in(client, people.sumi)
    empty = client.get(DESK)
    assert "きょうは まだ 入れていません" in empty.content.decode()
    assert "no-store" in empty["Cache-Control"] and empty["Referrer-Policy"] == "same-origin"
    title = re.search(r"<title>(.*?)</title>", empty.content.decode(), re.S)
    assert title is not None and "虐待" not in title[1] and "センター" in title[1]
    asked = client.post(DESK, {"on": today().isoformat(), "category": "abuse"})
    assert "受けた方法を えらんでください" in asked.content.decode() and not Consultation.objects.exists()
    told = {
        "on": today().isoformat(),
        "channel": "phone",
        "category": "abuse",
        "count": "2",
        "is_first": "on",
    }
    page = read(client.post(DESK, told, follow=True).content.decode())
    assert "数えました" in page and re.search("・電話・虐待 ?・2 ?件（ ?実 2）", page)
    (made,) = Consultation.objects.all()
    assert (made.count, made.firsts, made.noted_by) == (2, 2, people.sumi)
    page = get(client, f"{DESK}{made.pk}/")
    client.post(f"{DESK}{made.pk}/", {**told, "category": "family", "firsts": "1"})
    new = Consultation.objects.get(dropped_at=None)
    assert (new.category, new.count, new.firsts) == ("family", 2, 1)
    client.post(f"{DESK}{new.pk}/drop/")
    assert consultations.year(years.nendo(today())).total.count == 0
    assert "もどす" in get(client, DESK)
    client.post(f"{DESK}{new.pk}/restore/")
    assert consultations.year(years.nendo(today())).total.count == 2


def test_a_month_is_typed_in_and_the_year_is_drawn(client: Client, people: Cast) -> None:
    sign_in(client, people.sumi)
    month = last_month()
    url = f"{DESK}month/?month={month:%Y-%m}"
    assert 'name="n_abuse_phone"' in get(client, url)
    wrong = client.post(url, {"n_abuse_phone": "3", "f_abuse_phone": "4"})
    assert "虐待・電話：実が 延べより 多くなっています" in wrong.content.decode()
    client.post(url, {"n_abuse_phone": "3", "f_abuse_phone": "1", "n_welfare_visit": "1200"})
    page = get(client, f"{DESK}year/?nendo={years.nendo(month)}")
    told = read(page)
    assert "1,203" in told and "99.8%" in told and "0.2%" in told and "<svg" in page
    file = client.get(f"{DESK}year/", {"nendo": str(years.nendo(month)), "format": "csv"})
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert not re.search("[0-9]+件</p>", page) and "まだ" in told, (
        "no number of rows; a month not counted is not nought"
    )
    assert rows[0][0] == "相談種別" and rows[-1][-1] == "1203" and len(rows) == 11
    for kind in ("channel", "firsts"):
        for form in ("", "xlsx", "csv-cp932"):
            asked = {"nendo": str(years.nendo(month)), "kind": kind, "format": form}
            assert client.get(f"{DESK}year/", asked).status_code == 200
    for bad in (
        "year/?nendo=2999",
        "year/?nendo=x",
        "year/?kind=secret",
        "month/?month=2999-01",
        "month/?month=13",
    ):
        assert client.get(DESK + bad).status_code == 404, bad


def test_a_file_is_looked_at_then_taken_in_and_a_second_time_changes_nothing(
    client: Client, people: Cast
) -> None:
    sign_in(client, people.sumi)
    month = f"{last_month():%Y-%m}"
    good = write_csv(
        importing.HEADER, [[month, "環境福祉", "来所", 66, 5], [month, "虐待", "電話", 18, 2]]
    ).data
    bad = write_csv(importing.HEADER, [[month, "貧困", "来所", 66, 5]]).data
    page = client.post(f"{DESK}import/", {"file": SimpleUploadedFile("soudan.csv", bad)}).content.decode()
    assert "なおす ところが あります" in page and "貧困" in page and 'name="told"' not in page
    nothing = client.post(f"{DESK}import/", {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 no table")})
    assert nothing.status_code == 200 and not Consultation.objects.exists()
    for fate, count in (("新しい", 2), ("変わらない", 2)):
        page = client.post(
            f"{DESK}import/", {"file": SimpleUploadedFile("soudan.csv", good)}
        ).content.decode()
        assert fate in read(page) and "84" in read(page)
        found = re.search(r'name="told" value="([^"]+)"', page)
        assert found is not None
        client.post(f"{DESK}import/take/", {"told": found[1]})
        assert Consultation.objects.count() == count
    sign_in(client, people.tomoe)
    client.post(f"{DESK}import/take/", {"told": str(found and found[1])})
    client.post(f"{DESK}import/take/", {"told": "forged"})
    assert Consultation.objects.count() == 2, "what one person looked at, nobody else takes in"


def test_tomoe_lets_a_table_out_and_aoi_sees_only_that(client: Client, people: Cast) -> None:
    month = last_month()
    ground.month_totals(
        people, month, {"welfare": 4321, "abuse": 87, "family": 54, "school": 43, "other": 7}, firsts=12
    )
    sign_in(client, people.aoi)
    assert "まだ 数が ありません" in get(client, "/desk/care/figures/")
    for url in (
        DESK,
        f"{DESK}year/",
        f"{DESK}month/",
        f"{DESK}release/",
        f"{DESK}import/",
        f"{DESK}published/",
    ):
        assert client.get(url).status_code == 404, url
    sign_in(client, people.tomoe)
    url = f"{DESK}release/?through={month:%Y-%m}"
    looked = get(client, url)
    assert "少ない" in looked and "計算で わかる" in looked
    assert (
        "しるしを 入れてください" in client.post(url, {}).content.decode()
        and not YearRelease.objects.exists()
    )
    client.post(url, {"seen": "on"})
    assert YearRelease.objects.count() == 1
    sign_in(client, people.aoi)
    page = get(client, "/desk/care/figures/")
    assert "4,321" in page and "秘匿" in page and "計算で わかる" not in page
    assert not re.search(r">\s*7\s*<", page), "the small number is nowhere"
    for form in ("csv", "xlsx"):
        file = client.get("/desk/care/figures/", {"format": form})
        assert file.status_code == 200
    text = client.get("/desk/care/figures/", {"format": "csv"}).content.decode("utf-8-sig")
    cells = {cell for row in csv.reader(io.StringIO(text)) for cell in row}
    assert "秘匿" in cells and not cells & {str(n) for n in range(10)}
    assert client.get("/desk/care/figures/", {"nendo": "2001"}).status_code == 404


def test_the_deck_s_year_stands_as_published_and_no_split_is_invented(client: Client, people: Cast) -> None:
    sign_in(client, people.tomoe)
    form = {"nendo": "2023", "total": "6413", "source_name": "市の資料（R6.8.21）", "source_url": ""}
    shares = {code: f"{n / 10:.1f}" for code, n in R5.items()}
    page = client.post(f"{DESK}published/", {**form, **shares}, follow=True).content.decode()
    assert "延べ6,413件" in page
    assert 'value="66.0"' in get(client, f"{DESK}published/?nendo=2023")
    sign_in(client, people.fumi)
    page = get(client, "/desk/care/figures/")
    told = read(page)
    assert "6,413" in told and "令和5年度" in told
    order = [told.index(f"{name} {share}%") for name, share in (
        ("環境福祉", "66.0"), ("虐待", "18.6"), ("家族関係", "8.8"), ("学校生活", "3.9"),
    )]  # fmt: skip
    assert order == sorted(order)
    assert (
        "そのほか5つ： 内訳は 公表されていません" in told.replace("：内訳", "： 内訳")
        and told.count("公表なし") == 5
    )
    for invented in ("4,233", "4,232", "1,193", "1,192", "564", "250", "2.7"):
        assert invented not in told, invented
    text = client.get("/desk/care/figures/", {"format": "csv"}).content.decode("utf-8-sig")
    assert "公表された割合（％）,非行,令和5年度,\r\n" in text and "66.0" in text.replace("66,", "66.0,")
    sign_in(client, people.tomoe)
    client.post(f"{DESK}published/remove/", {"nendo": "2023"})
    assert "まだ ありません" in get(client, f"{DESK}published/")


def test_a_year_of_which_a_part_is_out_says_so_in_the_picture(people: Cast) -> None:
    month = last_month()
    ground.month_totals(people, month, {"family": 40, "school": 30})
    nendo, by = years.nendo(month), Cast.by(people.tomoe)
    releasing.release(nendo=nendo, through=month, by=by, at=clock.now())
    bar = consultation_pictures.over_the_years().shapes[-1].bar
    part = month.month != 3
    assert bar.label == years.label(nendo) + (f"（{month.month}月まで）" if part else "")
    assert bar.tint == ("part" if part else "")


def test_a_month_without_figures_waits_for_the_centre_alone(people: Cast) -> None:
    at = clock.at(date(2026, 11, 20), clock.now().time())
    ground.month_totals(people, date(2026, 9, 1), {"family": 20})
    (line,) = consultations_waiting.waiting_for(Cast.by(people.sumi), at)
    assert (line.count, line.oldest) == (1, date(2026, 10, 1))
    for who in (people.aoi, people.hana):
        assert consultations_waiting.waiting_for(Cast.by(who), at) == []
    assert consultations_waiting.waiting_for(Actor.public(), at) == []


def test_both_menus_lead_to_their_page(client: Client, people: Cast) -> None:
    publishing.publish(
        nendo=2023, total=6413, shares=R5, source_name="市の資料", by=Actor.of_job("demo"), at=clock.now()
    )
    for who, url in ((people.sumi, "care:desk_consultations"), (people.aoi, "care:desk_figures")):
        sign_in(client, who)
        entries = menu.items(client.get(reverse(url)).wsgi_request, "desk")
        assert [one.href for one in entries if one.label == "相談の数"] == [reverse(url)]
