"""「こんなところだったよ」: written by a child without a name, read by a grown-up before anybody else sees it."""

from __future__ import annotations

from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.base.kernel.text import clean_text
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies
from ibasho.town.places.models import Place, PlaceNote
from ibasho.town.places.rules import moderation


@transaction.atomic
def write(*, place: Place, stage: str, words: str, public_id: str = "", by: Actor, at: datetime) -> PlaceNote:
    """Kept to the day. `public_id` is the form's own: the same form sent twice is one note. Raises Invalid for nothing at
    all or more than 100 characters."""
    text = refuse_my_number(clean_text(words).text)
    if not text:
        sentence = _("ことばを 書いてね。")
        raise Invalid("places.note_empty", sentence, fields={"words": sentence})
    if len(text) > moderation.WORDS_MAX:
        sentence = _("ことばが 長いみたい。100文字までに してね。")
        raise Invalid("places.note_long", sentence, fields={"words": sentence})
    day = clock.day(at)
    told = {
        "place": place,
        "stage": stage,
        "words": text,
        "told_on": day,
        "held_for": moderation.held_for(text)[:60],
    }
    row, fresh = PlaceNote.objects.get_or_create(public_id=public_id or new_code(), defaults=told)
    if not fresh:
        return row
    journal.record(
        "places.note.write", noun="places.Place", object_id=place.pk, by=Actor.public(via=by.via),
        at=clock.at(day, time()), data={"note": row.public_id},
    )  # fmt: skip
    return row


@transaction.atomic
def publish(*, note: PlaceNote, by: Actor, at: datetime) -> PlaceNote:
    """On the page of the place from now on. A way to reach somebody is never shown."""
    row = _decidable(note, by=by, at=at)
    if not moderation.may_be_shown(row.words):
        raise Invalid(
            "places.note_contact",
            _("電話番号・メール・IDなどが 入っているので のせられません。「のせない」を えらんでください。"),
        )
    return _decide(row, PlaceNote.State.PUBLISHED, by=by, at=at)


@transaction.atomic
def refuse(*, note: PlaceNote, by: Actor, at: datetime) -> PlaceNote:
    """Not shown, also one that was shown before."""
    return _decide(_decidable(note, by=by, at=at), PlaceNote.State.REFUSED, by=by, at=at)


def _decidable(note: PlaceNote, *, by: Actor, at: datetime) -> PlaceNote:
    policies.require_city(by, Permission.PLACES_MODERATE, at=at)
    return PlaceNote.objects.select_for_update().get(pk=note.pk)


def _decide(row: PlaceNote, state: PlaceNote.State, *, by: Actor, at: datetime) -> PlaceNote:
    if row.state == state:
        raise Conflict("places.decided_already", _("この ことばは もう 決まっています。"))
    row.state, row.decided_at, row.decided_by_id = state, at, by.person_id
    row.save(update_fields=["state", "decided_at", "decided_by"])
    journal.record(
        f"places.note.{'publish' if state == PlaceNote.State.PUBLISHED else 'refuse'}", noun="places.Place",
        object_id=row.place_id, by=by, at=at, data={"note": row.public_id},
    )  # fmt: skip
    return row
