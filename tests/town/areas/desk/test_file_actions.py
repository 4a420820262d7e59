"""A file waits in the database, is looked at, taken in, dropped, forgotten; and who may do so."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from ibasho.town.areas import tasks
from ibasho.town.areas.actions import files
from ibasho.town.areas.actions.files import runs
from ibasho.town.areas.actions.files.bundle import bundled, unbundled
from ibasho.town.areas.actions.intake import Upload
from ibasho.town.areas.models import AreaFile, SchoolDistrict, Town
from ibasho.town.areas.rules.kinds import ABOUT, FileKind
from tests import make
from tests.make import AT
from tests.people import Cast
from tests.town.areas.shapes import collection, square

TOWNS = "町名,緯度,経度\n虹橋町,34.150,138.150\n星砂町,34.152,138.151\n,34.1,138.1\n".encode()
SAID = {"source": "みほん市"}
State = AreaFile.State


def _looked(by: Actor, data: bytes = TOWNS, kind: FileKind = FileKind.TOWNS, **said: object) -> AreaFile:
    return files.upload(kind=kind, files=[Upload("towns.csv", data)], options={**SAID, **said}, by=by, at=AT)


def test_looking_writes_nothing_but_the_file_and_its_look(town: Cast) -> None:
    file = _looked(town.by(town.fumi))
    assert not Town.objects.exists()
    assert file.state == State.LOOKED
    assert {one["label"]: one["value"] for one in file.look["figures"]}["町"] == "2"
    assert file.look["picture"]["paths"]
    assert [one["weight"] for one in file.look["problems"]] == ["rejected"]
    assert Entry.objects.filter(verb="areas.file.look").count() == 1


def test_after_the_yes_the_rows_are_in_and_the_bytes_are_gone(town: Cast) -> None:
    by = town.by(town.fumi)
    file = files.start(file=_looked(by), by=by, at=AT)
    assert Town.objects.count() == 2
    assert (file.state, file.data, file.ran_by_id) == (State.DONE, None, town.fumi.pk)
    assert file.look["taken"] is True
    with pytest.raises(Conflict, match="もう 取りこんだ"):
        files.start(file=file, by=by, at=AT)
    with pytest.raises(Conflict, match="やめることが できません"):
        files.drop(file=file, by=by, at=AT)


def test_the_same_file_again_says_that_nothing_changes(town: Cast) -> None:
    by = town.by(town.fumi)
    outline = collection(({"name": "みほん市"}, square(138.1, 34.1)))
    for _ in range(2):
        file = _looked(by, outline, FileKind.BOUNDARY, as_of="2026-04-01")
        files.start(file=file, by=by, at=AT)
    assert [row.look["same"] for row in AreaFile.objects.order_by("pk")] == [False, True]


def test_who_does_not_want_it_after_all_leaves_no_trace_of_the_file(town: Cast) -> None:
    by = town.by(town.fumi)
    files.drop(file=_looked(by), by=by, at=AT)
    assert not AreaFile.objects.exists()
    assert not Town.objects.exists()


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (FileKind.BOUNDARY, b"{"),
        (FileKind.BOUNDARY, b'{"type": "FeatureCollection", "features": []}'),
        (FileKind.DISTRICTS, "あ,い\n1,2\n".encode()),
        (FileKind.TOWNS, b"\x89PNG\r\n\x1a\n" + bytes(64)),
        (FileKind.MESH, "町名,人口\n虹橋町,10\n".encode()),
        (FileKind.AGES, b"\xff\xfe\x00"),
        (FileKind.SMALL_AREAS, b"[]"),
        (FileKind.PROJECTION, b"{}"),
        (FileKind.CLUBS, "あ,い\n1,2\n".encode()),
        (FileKind.STREETS, b"not a street"),
        (FileKind.BUS, b"no zip"),
    ],
)
def test_a_file_that_cannot_be_read_leaves_nothing_behind(town: Cast, kind: FileKind, data: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        _looked(town.by(town.fumi), data, kind)
    assert len(refused.value.message) > 10
    assert not AreaFile.objects.exists()


def test_nothing_comes_in_without_its_source(town: Cast) -> None:
    with pytest.raises(Invalid, match="出典"):
        _looked(town.by(town.fumi), source="")


def test_a_large_file_waits_for_the_job_that_looks_and_the_job_that_takes(
    town: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "AT_ONCE_MAX", 10)
    by = town.by(town.fumi)
    file = _looked(by)
    assert (file.state, file.look) == (State.LOOKING, {})
    tasks.look(file.pk, town.fumi.pk)
    file.refresh_from_db()
    assert file.state == State.LOOKED
    assert files.start(file=file, by=by, at=AT).state == State.RUNNING
    assert not Town.objects.exists()
    tasks.take_in(file.pk, town.fumi.pk)
    file.refresh_from_db()
    assert file.state == State.DONE
    assert Town.objects.count() == 2


def test_a_job_that_cannot_read_the_file_says_why_and_lets_it_go(
    town: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "AT_ONCE_MAX", 1)
    file = _looked(town.by(town.fumi), b"{broken", FileKind.BOUNDARY)
    tasks.look(file.pk, town.fumi.pk)
    file.refresh_from_db()
    assert (file.state, file.data) == (State.FAILED, None)
    assert "JSON" in file.look["refused"]


def test_a_job_that_breaks_off_leaves_nothing_half_loaded(
    town: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = town.by(town.fumi)
    file = _looked(by)
    AreaFile.objects.filter(pk=file.pk).update(state=State.RUNNING, ran_at=AT)

    def breaks(*given: object, **named: object) -> None:
        Town.objects.create(name="とちゅう", lat=34.1, lng=138.1, source="みほん")
        raise RuntimeError("the power went")

    monkeypatch.setattr(runs, "take_in", breaks)
    with pytest.raises(RuntimeError):
        tasks.take_in(file.pk, town.fumi.pk)
    file.refresh_from_db()
    assert file.state == State.FAILED
    assert "何も書かれていません" in file.look["refused"]
    assert not Town.objects.exists()


def test_a_file_that_was_changed_on_the_way_is_not_taken_in(town: Cast) -> None:
    by = town.by(town.fumi)
    file = _looked(by)
    AreaFile.objects.filter(pk=file.pk).update(data=TOWNS + b"more")
    with pytest.raises(Conflict, match="残っていません"):
        files.start(file=file, by=by, at=AT)


def test_a_file_is_kept_for_a_day_and_what_came_in_stays_known(town: Cast) -> None:
    by = town.by(town.fumi)
    done = files.start(file=_looked(by), by=by, at=AT)
    waiting = _looked(by)
    job = Actor.of_job("areas.forget_files")
    assert files.forget(by=job, at=AT + timedelta(hours=23)) == 0
    assert files.forget(by=job, at=AT + timedelta(hours=25)) == 1
    assert list(AreaFile.objects.values_list("pk", flat=True)) == [done.pk]
    with pytest.raises(NotFound):
        files.start(file=waiting, by=by, at=AT)


@pytest.mark.parametrize("who", ["aoi", "mado", "tsubaki", "hana", "tamotsu"])
def test_only_the_administrator_takes_files_in(town: Cast, who: str) -> None:
    by, file = town.by(getattr(town, who)), make.area_file()
    with pytest.raises(NotAllowed):
        _looked(by)
    for verb in (files.start, files.drop):
        with pytest.raises(NotAllowed):
            verb(file=file, by=by, at=AT)
    assert not Town.objects.exists()


def test_several_files_travel_as_one_and_come_apart_again() -> None:
    pair = [Upload("H22.txt", b"one"), Upload("H23.txt", b"two")]
    assert unbundled(bundled(pair), ["H22.txt", "H23.txt"]) == pair
    assert bundled(pair[:1]) == b"one"


def test_districts_that_end_that_have_no_child_or_lie_outside_are_said(town: Cast) -> None:
    by = town.by(town.fumi)
    make.district("M09", "折鶴", "おりづる")
    outline = collection(({"name": "みほん市"}, square(138.1, 34.1, 0.1)))
    files.start(file=_looked(by, outline, FileKind.BOUNDARY), by=by, at=AT)
    data = collection(
        ({"小学校区": "虹橋", "番号": "M01"}, square(138.11, 34.11)),
        ({"小学校区": "沖", "番号": "M99"}, square(138.5, 34.5)),
    )
    stays = _looked(by, data, FileKind.DISTRICTS)
    words = [one["message"] for one in stays.look["problems"]]
    assert any("折鶴" in said and "そのまま 残ります" in said for said in words)
    assert any("市の境の外" in said for said in words)
    ends = files.start(file=_looked(by, data, FileKind.DISTRICTS, starts_on="2027-04-01"), by=by, at=AT)
    assert any("前の日で 終わります" in one["message"] for one in ends.look["problems"])
    assert str(SchoolDistrict.objects.get(code="M09").valid_until) == "2027-03-31"


def test_on_the_first_day_of_new_districts_towns_and_squares_belong_to_them(
    town: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.district("OLD", "むかし", geometry=square(138.1, 34.1), valid_until="2027-03-31")
    make.district("NEW", "あたらしい", geometry=square(138.1, 34.1), valid_from="2027-04-01")
    make.town(lat=34.105, lng=138.105, district_code="OLD")
    people = make.population(current=True)
    people.cells.create(code="1", lat=34.105, lng=138.105, district_code="OLD", people=9)
    for day, code in ((31, "OLD"), (32, "NEW")):
        at = datetime(2027, 3, 1, 0, 10, tzinfo=JST) + timedelta(days=day - 1)
        monkeypatch.setattr(clock, "now", lambda at=at: at)
        tasks.new_districts(0)
        assert Town.objects.get().district_code == people.cells.get().district_code == code


def test_every_kind_has_its_words() -> None:
    for kind in FileKind:
        about = ABOUT[kind]
        assert all((about.label, about.purpose, about.without, about.publisher, about.file, about.reads))
