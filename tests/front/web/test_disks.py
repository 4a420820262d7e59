"""The disks this machine sees: measured where they are, and told to whoever can call the one who makes room."""

from __future__ import annotations

from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from ibasho.front.web import disks
from tests.people import cast
from tests.signing_in import sign_in

Told = namedtuple("Told", "total used free")


@pytest.mark.parametrize(
    ("used", "free", "said"),
    [(79, 21, "ok"), (80, 20, "filling"), (96, 4, "filling"), (97, 3, "full"), (0, 0, "ok")],
)
def test_room_kept_for_root_counts_as_taken(
    settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, used: int, free: int, said: str
) -> None:
    settings.DISKS = [str(tmp_path)]
    monkeypatch.setattr(disks.shutil, "disk_usage", lambda folder: Told(200, used, free))
    assert disks.word() == said


def test_a_folder_that_is_not_there_is_nobodys_trouble(settings: Any, tmp_path: Path) -> None:
    settings.DISKS = [str(tmp_path / "nowhere")]
    assert disks.word() == "ok"


@pytest.mark.django_db
def test_the_desk_tells_the_administrator_and_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    pages = {}
    for used in (0.5, 0.8, 0.98):
        monkeypatch.setattr(disks, "used", lambda share=used: share)
        for who in (people.fumi, people.aoi):
            pages[used, who] = sign_in(Client(), who).get("/desk/").content.decode()
    told = {key: "保存する場所が" in page for key, page in pages.items()}
    assert told == {(used, who): used > 0.5 and who == people.fumi for used, who in pages}
