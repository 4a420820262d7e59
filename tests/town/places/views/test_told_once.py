"""The answer is lost on its way and a child's browser sends the same page again."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from ibasho.town.places.models import MistakeReport, PlaceNote
from tests import make

pytestmark = pytest.mark.django_db
KEY = re.compile(r'name="key" value="([^"]+)"')


def key(client: Client, path: str) -> str:
    found = KEY.search(client.get(path).content.decode())
    assert found is not None
    return found[1]


def test_a_note_sent_twice_is_one_note_and_a_new_page_another(client: Client) -> None:
    path = f"/places/{make.place().public_id}/note/"
    told = {"stage": "upper", "words": "本が いっぱい", "key": key(client, path)}
    first, again = (client.post(path, told) for _ in range(2))
    assert first.content == again.content
    assert PlaceNote.objects.count() == 1
    client.post(path, {**told, "key": key(client, path)})
    assert PlaceNote.objects.count() == 2


def test_a_report_sent_twice_is_one_report(client: Client) -> None:
    path = f"/places/{make.place().public_id}/mistake/"
    told = {"what": "closed", "words": "しまっていた", "key": key(client, path)}
    for _ in range(2):
        assert client.post(path, told).status_code == 200
    assert MistakeReport.objects.count() == 1


def test_a_key_that_is_not_ours_is_as_good_as_none(client: Client) -> None:
    path = f"/places/{make.place().public_id}/mistake/"
    for _ in range(2):
        client.post(path, {"what": "closed", "words": "", "key": "made:up"})
    assert MistakeReport.objects.count() == 2
