"""まちの資料 on the desk: what is there, what is missing, a file through its preview, another one in use."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel.tables import read_table
from ibasho.town.areas.actions.files import runs
from ibasho.town.areas.forms import files as forms
from ibasho.town.areas.models import AreaFile, Boundary, Population, StreetNetwork, Town
from ibasho.town.areas.rules.kinds import ABOUT, FileKind
from tests import make
from tests.people import Cast
from tests.town.areas.desk.conftest import AsPerson
from tests.town.areas.desk.test_file_actions import TOWNS
from tests.town.areas.published import mesh_text, plain
from tests.town.areas.shapes import square

OVERVIEW = reverse("areas:desk_overview")


def _kind(kind: str) -> str:
    return reverse("areas:desk_kind", args=[kind])


def _upload(client: Client, kind: str = "towns", data: bytes = TOWNS, **fields: Any) -> Any:
    name = "boundary.geojson" if kind == "boundary" else "towns.csv"
    file = SimpleUploadedFile(name, data, "text/csv")
    return client.post(_kind(kind), {"file": file, "source": "みほん市", **fields}, follow=True)


def _to(verb: str) -> str:
    return reverse(f"areas:desk_file_{verb}", args=[AreaFile.objects.latest("pk").public_id])


def _text(answer: Any) -> str:
    return str(answer.content.decode())


def test_an_empty_copy_says_for_every_kind_what_is_missing_and_where_to_get_it(
    town: Cast, as_person: AsPerson
) -> None:
    page = as_person(town.aoi).get(OVERVIEW)
    assert len(page.context["missing"]) == len(FileKind)
    text = _text(page)
    for kind in FileKind:
        assert ABOUT[kind].without in text
        assert ABOUT[kind].publisher in text or page.context["grounds"][0].official
    assert "取りこむ</a>" not in text  # an officer looks; the administrator takes in


def test_what_is_there_stands_with_count_source_date_and_marks(town: Cast, as_person: AsPerson) -> None:
    make.district()
    people = make.population(2020, current=True)
    people.cells.create(code="1", lat=34.15, lng=138.15, secrecy=2, people=12)
    page = as_person(town.fumi).get(OVERVIEW)
    held = {one.kind: one.held for one in page.context["grounds"] if one.held}
    assert held[FileKind.DISTRICTS].marks == ("かたちが ない 1",)
    assert held[FileKind.MESH].of == "2020年"
    assert held[FileKind.MESH].marks == ("秘匿 1", "こどもの数が わからない 1")


@pytest.mark.parametrize("kind", list(FileKind))
def test_every_kind_has_a_page_to_everyone_at_the_desk(
    town: Cast, as_person: AsPerson, kind: FileKind
) -> None:
    text = _text(as_person(town.mado).get(_kind(kind.value)))
    assert ABOUT[kind].purpose in text
    assert "ファイルを えらぶ" not in text
    assert as_person(town.fumi).get(_kind(kind.value)).status_code == 200


def test_a_kind_nobody_knows_is_no_page(town: Cast, as_person: AsPerson) -> None:
    assert as_person(town.fumi).get(_kind("moon")).status_code == 404


def test_a_file_is_seen_before_it_is_taken_in(town: Cast, as_person: AsPerson) -> None:
    text = _text(_upload(as_person(town.fumi)))
    assert not Town.objects.exists()
    assert "まだ 何も書いていません" in text
    assert "虹橋町" in text
    assert "<path data-kind=" in text
    assert "入れない行" in text


def test_after_the_yes_it_is_in(town: Cast, as_person: AsPerson) -> None:
    client = as_person(town.fumi)
    _upload(client)
    text = _text(client.post(_to("take"), follow=True))
    assert Town.objects.count() == 2
    assert "取りこみました" in text
    assert "前のファイルを もう一度 取りこむと" in text


def test_one_may_think_better_of_it(town: Cast, as_person: AsPerson) -> None:
    client = as_person(town.fumi)
    _upload(client)
    assert "取りこまずに やめました" in _text(client.post(_to("drop"), follow=True))
    assert not AreaFile.objects.exists()


def test_an_officer_who_sends_a_file_finds_no_such_page(town: Cast, as_person: AsPerson) -> None:
    assert _upload(as_person(town.aoi)).status_code == 404
    assert not AreaFile.objects.exists()


def test_a_refusal_stands_at_the_file_and_the_rest_is_kept(town: Cast, as_person: AsPerson) -> None:
    answer = _upload(as_person(town.fumi), "boundary", b"{", as_of="2026-04-01")
    assert "JSON として 読めません" in _text(answer)
    assert 'value="みほん市"' in _text(answer)
    assert not AreaFile.objects.exists()


def test_a_file_that_is_too_large_is_sent_to_the_command_line(
    town: Cast, as_person: AsPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "BYTES_MAX", 10)
    assert "ibasho import" in _text(_upload(as_person(town.fumi)))


def test_a_large_file_shows_that_it_is_being_read(
    town: Cast, as_person: AsPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "AT_ONCE_MAX", 1)
    text = _text(_upload(as_person(town.fumi)))
    assert 'hx-trigger="every 3s"' in text
    assert "中身を確かめています" in text


def test_the_problems_can_be_taken_along(town: Cast, as_person: AsPerson) -> None:
    client = as_person(town.fumi)
    _upload(client)
    where = reverse("areas:desk_file", args=[AreaFile.objects.get().public_id])
    table = read_table(client.get(where, {"format": "csv"}).content)
    assert table.header[:2] == ("行", "区分")
    assert len(table.rows) == 1


def test_the_earlier_people_can_be_used_again_and_a_projection_cannot(
    town: Cast, as_person: AsPerson
) -> None:
    old, new = make.population(2015), make.population(2020, current=True)
    future = make.population(2050, kind="projection")
    client = as_person(town.fumi)
    assert "これを 使う" in _text(client.get(_kind("mesh")))
    client.post(reverse("areas:desk_use", args=["mesh", old.pk]))
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.current, new.current) == (True, False)
    answer = client.post(reverse("areas:desk_use", args=["mesh", future.pk]), follow=True)
    assert "将来推計は「いま」の資料に できません" in _text(answer)


def test_the_earlier_streets_can_be_used_again(town: Cast, as_person: AsPerson) -> None:
    rows = [
        StreetNetwork.objects.create(
            version=f"v{number}", packed=b"", nodes=2, arcs=2, length_km=1, source="みほん",
            current=number == 2, loaded_at=make.AT,
        )
        for number in (1, 2)
    ]  # fmt: skip
    client = as_person(town.fumi)
    client.post(reverse("areas:desk_use", args=["streets", rows[0].pk]))
    assert StreetNetwork.objects.get(current=True) == rows[0]
    answer = client.post(reverse("areas:desk_use", args=["streets", 99]), follow=True)
    assert "見つかりません" in _text(answer)
    assert (
        as_person(town.aoi).post(reverse("areas:desk_use", args=["streets", rows[1].pk])).status_code == 404
    )


def test_districts_stand_with_their_days_and_one_without_a_child_is_said(
    town: Cast, as_person: AsPerson
) -> None:
    make.district("M01", "虹橋")
    make.district("M02", "鈴音", "すずね")
    make.district("M03", "折鶴", "おりづる", valid_until="2025-03-31")
    people = make.population(2020, current=True)
    people.cells.create(
        code="1", lat=34.15, lng=138.15, district_code="M01", people=50,
        infant=1, lower=1, upper=1, junior=1, high=1,
    )  # fmt: skip
    page = as_person(town.tsubaki).get(reverse("areas:desk_districts"))
    assert page.context["childless"] == ["鈴音"]
    assert "資料のまま" in _text(page)
    assert (page.context["holding"], page.context["ended"]) == (2, 1)
    assert "2025-03-31" in _text(page)


def test_without_an_outline_the_page_asks_how_to_tell_the_citys_squares(
    town: Cast, as_person: AsPerson
) -> None:
    client = as_person(town.fumi)
    assert "within" in client.get(_kind("mesh")).context["form"].fields
    Boundary.objects.create(
        name="みほん市", geometry=square(138.1, 34.1), source="みほん", as_of=make.TUESDAY
    )
    assert "within" not in client.get(_kind("mesh")).context["form"].fields


def test_older_people_come_in_and_are_not_used_until_somebody_says_so(
    town: Cast, as_person: AsPerson
) -> None:
    newer = make.population(2025, current=True)
    client = as_person(town.fumi)
    data = mesh_text([plain("513811802", 900, 120, 40)])
    text = _text(_upload(client, "mesh", data, within="all", year=2020))
    assert "ほうが 新しいので、取りこんでも すぐには 使いません" in text
    client.post(_to("take"))
    assert Population.objects.get(current=True) == newer
    assert Population.objects.filter(year=2020).exists()


def test_people_nobody_uses_any_more_can_go_and_those_in_use_stay(town: Cast, as_person: AsPerson) -> None:
    used, old = make.population(2020, current=True), make.population(2015)
    client = as_person(town.fumi)
    client.post(reverse("areas:desk_remove", args=[old.public_id]))
    assert list(Population.objects.all()) == [used]
    make.population(2010)
    answer = client.post(reverse("areas:desk_remove", args=[used.public_id]), follow=True)
    assert "いま使っている 資料です" in _text(answer)
    assert client.post(reverse("areas:desk_remove", args=[old.public_id])).status_code == 404
