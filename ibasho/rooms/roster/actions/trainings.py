"""研修 a helper took. Another date may change who counts, so the places are weighed anew."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.roster import policies
from ibasho.rooms.roster.actions.joining import lock, note, settle
from ibasho.rooms.roster.models import Helper, Training
from ibasho.rooms.roster.rules.safeguarding import checked_text
from ibasho.town.people.permissions import Permission


@transaction.atomic
def add(
    *, helper: Helper, title: str, taken_on: date, valid_until: date | None, by: Actor, at: datetime
) -> Training:
    """Raises Invalid for a day to come, an end before the beginning, or words about a check."""
    locked = lock(helper)
    policies.require(by, Permission.ROSTER_MANAGE, locked.organisation, at=at)
    if taken_on > clock.day(at):
        raise _wrong("taken_on", _("これからの日は 入れられません。うけたあとで 入れてください。"))
    if valid_until is not None and valid_until < taken_on:
        raise _wrong("valid_until", _("うけた日より 前には できません。いつまで 使えるかを 入れてください。"))
    made = Training.objects.create(
        helper=locked, title=checked_text(title, "title"), taken_on=taken_on, valid_until=valid_until
    )
    note("train", locked, by=by, at=at, data={"training": made.pk})
    settle(locked, by=by, at=at)
    return made


@transaction.atomic
def remove(*, training: Training, by: Actor, at: datetime) -> None:
    """It was written by mistake."""
    locked = lock(training.helper)
    policies.require(by, Permission.ROSTER_MANAGE, locked.organisation, at=at)
    Training.objects.filter(pk=training.pk).delete()
    note("untrain", locked, by=by, at=at, data={"training": training.pk})
    settle(locked, by=by, at=at)


def _wrong(field: str, sentence: str) -> Invalid:
    return Invalid("roster.training_days", sentence, fields={field: sentence})
