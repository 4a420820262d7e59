"""Ube through the desk: census squares as published, looked at, taken in, drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from ibasho.town.areas import tasks
from ibasho.town.areas.actions import files
from ibasho.town.areas.actions.intake import Upload
from ibasho.town.areas.models import AreaFile, Population
from ibasho.town.areas.rules.kinds import FileKind
from tests.make import AT
from tests.people import Cast
from tests.town.areas.desk.conftest import AsPerson

UBE: Path = settings.IBASHO_SAMPLES / "ube"
pytestmark = pytest.mark.skipif(not UBE.is_dir(), reason="needs $IBASHO_SAMPLES/ube")


def _through(town: Cast, kind: FileKind, name: str, **said: Any) -> AreaFile:
    by = town.by(town.fumi)
    upload = Upload(name, (UBE / name).read_bytes())
    file = files.upload(kind=kind, files=[upload], options=said, by=by, at=AT)
    if file.state == AreaFile.State.LOOKING:
        tasks.look(file.pk, town.fumi.pk)
    file.refresh_from_db()
    assert file.look.get("refused") is None
    assert files.start(file=file, by=by, at=AT).state in {AreaFile.State.DONE, AreaFile.State.RUNNING}
    file.refresh_from_db()
    if file.state == AreaFile.State.RUNNING:
        tasks.take_in(file.pk, town.fumi.pk)
    file.refresh_from_db()
    return file


def test_ube_comes_in_through_the_desk_and_is_drawn(town: Cast, as_person: AsPerson, settings: Any) -> None:
    settings.IBASHO_CITY = {**settings.IBASHO_CITY, "name": "宇部市", "code": "352021"}
    squares = _through(town, FileKind.MESH, "tblT001101H5031.txt", within="all")
    people = Population.objects.get()
    assert people.current
    assert squares.look["picture"]["paths"]
    client = as_person(town.fumi)
    overview = client.get(reverse("areas:desk_overview")).content.decode()
    assert "4,707区画" in overview
    assert "秘匿" in overview
    page = client.get(reverse("areas:desk_kind", args=["mesh"]))
    assert page.context["picture"].paths
