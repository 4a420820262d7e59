"""Two sendings of one note at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from django.db import connection

from ibasho.rooms.care.actions import notes
from ibasho.rooms.care.models import NotesFrom, Notice
from ibasho.rooms.care.rules.kinds import Sign, Way
from ibasho.rooms.care.rules.notes import Note
from ibasho.town.places.models import Place
from tests import make
from tests.make import AT
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("numbers", ["one", "many"])
def test_however_often_it_is_sent_at_once_it_is_one_note(numbers: str) -> None:
    """Under one number, as a phone sends what it kept; under many, as an impatient finger does."""
    people = cast()
    place = make.place(organisation=people.midori)
    one = uuid4()
    with ThreadPoolExecutor(4) as phones:
        sent = [
            phones.submit(_send, people, place, one if numbers == "one" else uuid4()) for _try in range(12)
        ]
        found = {each.result() for each in sent}
    assert len(found) == Notice.objects.count() == NotesFrom.objects.get().notes == 1


def _send(people: Cast, place: Place, nonce: UUID) -> int:
    said = Note(signs=(Sign.TIRED,), place=place.public_id)
    try:
        return notes.write(
            told=said, nonce=nonce, way=Way.PHONE_APP, writer=people.hana, by=people.by(people.hana), at=AT
        ).pk
    finally:
        connection.close()
