"""What came of it: words, the place, a picture. A mistake is taken down and can be put back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.voices.actions import themes
from ibasho.rooms.voices.models import Done, Theme
from ibasho.rooms.voices.rules.kinds import Verdict
from ibasho.town.places.actions import places
from ibasho.town.places.models import Place
from ibasho.town.places.rules import photos

_PROMISED = (Verdict.REFLECT, Verdict.PARTLY)


@transaction.atomic
def report(*, theme: Theme, values: Mapping[str, Any], photo: bytes = b"", by: Actor, at: datetime) -> Done:
    """`values`: on, words, child_words, place, line_code, photo_alt. The photo is drawn anew: nothing of the file but its
    picture is kept. Raises Conflict before the city said yes, Invalid."""
    one = themes.lock(theme, by, at)
    last = one.decisions.last()
    if last is None or last.verdict not in _PROMISED:
        words = _(
            "「できた」は、「反映する」か「一部 反映する」と 答えてから 書けます。先に 答えを 決めてください。"
        )
        raise Conflict("done.undecided", words)
    code = new_code()
    row = Done(theme=one, public_id=code, by_id=by.person_id, **_checked(values, bool(photo), at))
    if photo:
        row.photo.save(f"{code}.webp", ContentFile(_redrawn(photo)), save=False)
    row.save(force_insert=True)
    _note("report", row, by, at)
    return row


@transaction.atomic
def drop(*, done: Done, by: Actor, at: datetime) -> Done:
    """It leaves the pages."""
    row = _lock(done, by, at)
    if row.dropped_on is None:
        row.dropped_on = clock.day(at)
        row.save(update_fields=["dropped_on"])
        _note("drop", row, by, at)
    return row


@transaction.atomic
def restore(*, done: Done, by: Actor, at: datetime) -> Done:
    row = _lock(done, by, at)
    if row.dropped_on is not None:
        row.dropped_on = None
        row.save(update_fields=["dropped_on"])
        _note("restore", row, by, at)
    return row


@transaction.atomic
def put_in_entry(*, done: Done, by: Actor, at: datetime) -> Done:
    """What children wished for and now stands there is among the things of the place's own entry: search, map and papers
    read it there. By who may write the entry. Raises Conflict where there is nothing to write."""
    row = _lock(done, by, at)
    wish = row.theme.wish
    if not wish or row.place is None or row.dropped_on is not None:
        raise Conflict(
            "done.no_entry",
            _("居場所か「ほしいもの」が 書かれていないので、案内に のせられません。先に 書いてください。"),
        )
    features = list(Place.objects.values_list("features", flat=True).get(pk=row.place.pk))
    if wish not in features:
        places.change(place=row.place, values={"features": [*features, wish]}, by=by, at=at)
        _note("put_in_entry", row, by, at)
    return row


def _lock(done: Done, by: Actor, at: datetime) -> Done:
    themes.lock(done.theme, by, at)
    return Done.objects.select_for_update(of=("self",)).select_related("theme", "place").get(pk=done.pk)


def _checked(values: Mapping[str, Any], has_photo: bool, at: datetime) -> dict[str, Any]:
    if values["on"] > clock.day(at):
        words = _("できた日が 先の日に なっています。できてから 書いてください。")
        raise Invalid("done.ahead", words, fields={"on": words})
    alt = refuse_my_number(values.get("photo_alt", "").strip())
    if has_photo and not alt:
        words = _("写真を 見られない人のために、なにが 写っているかを 書いてください。")
        raise Invalid("done.no_alt", words, fields={"photo_alt": words})
    return {
        "on": values["on"], "place": values.get("place"), "line_code": values.get("line_code", "").strip(),
        "words": _said(values, "words", 200), "child_words": _said(values, "child_words", 120),
        "photo_alt": alt if has_photo else "",
    }  # fmt: skip


def _redrawn(photo: bytes) -> bytes:
    try:
        return photos.redrawn(photo)
    except Invalid as refusal:
        raise Invalid(refusal.code, refusal.message, fields={"photo": refusal.message}) from refusal


def _said(values: Mapping[str, Any], name: str, most: int) -> str:
    sentence = _("なにが できたのかを 書いてください。")
    return reason(values[name], code="done.words", sentence=sentence, field=name, most=most)


def _note(verb: str, row: Done, by: Actor, at: datetime) -> None:
    journal.record(
        f"voices.done.{verb}", noun="voices.Done", object_id=row.pk, by=by, at=at,
        data={"theme": row.theme_id, "place": row.place_id},
    )  # fmt: skip
