"""What is printed for a door: every QR is read back and leads where it says; every sheet has a code of its own."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import zxingcpp
from django.conf import settings
from PIL import Image

from ibasho.base.ports import pdf
from ibasho.base.ui.furigana import unread
from ibasho.rooms.voices.actions import doors, tickets
from ibasho.rooms.voices.models import Door
from ibasho.rooms.voices.queries import door_papers as papers
from ibasho.rooms.voices.queries import doors as known
from ibasho.rooms.voices.rules import paper_words as words
from ibasho.rooms.voices.rules import slips
from ibasho.rooms.voices.rules.kinds import Wording
from tests import make
from tests.people import Cast, cast
from tests.rooms.voices import ground
from tests.rooms.voices.ground import DAY, Ground

pytestmark = pytest.mark.django_db
PPI = 150


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def here(people: Cast) -> Ground:
    return ground.ground(people)


@pytest.fixture
def tent(here: Ground) -> Door:
    one = ground.question(here.hearing, "one", "いちばんは？")
    ground.choice(one, 1, "ゲーム", picture="game")
    ground.choice(one, 2, "本", picture="book")
    rank = ground.question(here.hearing, "rank", "すきな じゅんは？")
    ground.choice(rank, 1, "べんきょう")
    ground.choice(rank, 2, "あそび")
    return ground.door(here.hearing, channel="stall", name="けっトラ市の テント")


@contextmanager
def as_pictures(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Image.Image]]:
    pages: list[Image.Image] = []

    def both(template: str, data: Any, *, files: Any = None) -> bytes:
        made = pdf.pictures(template, data, files=files, ppi=PPI)
        pages.extend(Image.open(io.BytesIO(page)).convert("L") for page in made)
        return b""

    with monkeypatch.context() as patched:
        patched.setattr(pdf, "render", both)
        yield pages


def read(page: Image.Image) -> set[str]:
    return {found.text for found in zxingcpp.read_barcodes(page)}


def test_the_poster_leads_to_this_door(tent: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    with as_pictures(monkeypatch) as pages:
        papers.poster(tent, day=DAY)
    assert len(pages) == 1
    address = f"{settings.PUBLIC_URL}/voices/ask/{tent.hearing.public_id}/?d={tent.public_id}"
    assert read(pages[0]) == {address} == {known.address(tent)}


@pytest.mark.parametrize("wording", [Wording.SMALL, Wording.TEEN, Wording.EASY, Wording.PARENT, Wording.SHOP])
def test_sheets_come_one_page_each_with_a_code_of_their_own(
    tent: Door, monkeypatch: pytest.MonkeyPatch, wording: Wording
) -> None:
    codes = [slips.new(), slips.new()]
    with as_pictures(monkeypatch) as pages:
        papers.sheets(tent, wording, codes, day=DAY)
    assert len(pages) % 2 == 0
    assert len(pages) <= 4
    assert read(pages[0]) == {known.address(tent)}
    recorder = pdf.Recorder()
    monkeypatch.setattr(pdf, "render", recorder)
    papers.sheets(tent, wording, codes, day=DAY)
    assert recorder.calls[0][1]["codes"] == [slips.grouped(code) for code in codes]


def test_a_sheet_is_in_the_words_of_those_who_fill_it_in(tent: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = pdf.Recorder()
    monkeypatch.setattr(pdf, "render", recorder)
    papers.sheets(tent, Wording.SMALL, [slips.new()], day=DAY)
    papers.sheets(tent, Wording.PARENT, [slips.new()], day=DAY)
    (_t, childs, files), (_t2, adults, _f) = recorder.calls
    told = ["".join(base for base, _above in one) for one in childs["people"]]
    assert told == ["小学1～3年生", "小学4～6年生", "中学生"]
    assert [one[0][0] for one in adults["people"]] == ["子育て中の人", "お店の人"]
    assert all(above is None for _base, above in adults["how"])
    assert "icon/game.svg" in files
    assert b"var(" not in files["icon/game.svg"]


def test_a_sheet_offers_the_words_of_those_it_asks(tent: Door, here: Ground) -> None:
    assert papers.wordings_of(tent) == [
        Wording.SMALL,
        Wording.TEEN,
        Wording.EASY,
        Wording.PARENT,
        Wording.SHOP,
    ]
    here.school.stage = "upper"
    assert papers.wordings_of(here.school) == [Wording.SMALL, Wording.EASY]


def test_every_ticket_is_read_back(people: Cast, here: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = tickets.make(door=here.web, count=12, by=people.by(people.aoi), at=make.AT)
    with as_pictures(monkeypatch) as pages:
        papers.tickets(here.web, codes, day=DAY)
    assert len(pages) == 2
    wanted = [f"{settings.PUBLIC_URL}/voices/in/?t={code}" for code in codes]
    assert read(pages[0]) == set(wanted[:10])
    assert read(pages[1]) == set(wanted[10:])


def test_the_teachers_page_has_the_link_of_the_class(
    people: Cast, here: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = doors.give_link(door=here.school, by=people.by(people.aoi), at=make.AT)
    here.school.refresh_from_db()
    with as_pictures(monkeypatch) as pages:
        papers.class_sheet(here.school, day=DAY)
    assert len(pages) == 1
    assert read(pages[0]) == {address}


def test_what_a_child_reads_on_paper_has_its_reading() -> None:
    told = [
        text
        for name, said in vars(words).items()
        if name.isupper() and "ADULTS" not in name and not name.startswith("CLASS")
        for text in ([said] if isinstance(said, str) else [one[-1] for one in said])
    ]
    assert {text: unread(text) for text in told if unread(text)} == {}
