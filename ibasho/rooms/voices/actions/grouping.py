"""Voices into themes and out again, many at once, always by a person's hand. A voice may stand in more than one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.voices.actions import themes
from ibasho.rooms.voices.models import Grouping, Opinion, Theme
from ibasho.rooms.voices.queries.themes import READ


@transaction.atomic
def put(*, theme: Theme, opinions: Iterable[UUID], by: Actor, at: datetime) -> int:
    """How many came to it; those that stand there already count for nothing. Raises Invalid for voices of another hearing
    or not yet read by two."""
    one = themes.lock(theme, by, at)
    wanted = _read(one, opinions)
    there = set(one.groupings.values_list("opinion", flat=True))
    new = [Grouping(theme=one, opinion_id=key, by_id=by.person_id) for key in wanted if key not in there]
    Grouping.objects.bulk_create(new)
    if new:
        themes.wind(one, at)
        _note("put", one, len(new), by, at)
    return len(new)


@transaction.atomic
def take_out(*, theme: Theme, opinions: Iterable[UUID], by: Actor, at: datetime) -> int:
    """They have no theme again, unless they stand in another. Raises Invalid where none was chosen."""
    one = themes.lock(theme, by, at)
    found, _each = one.groupings.filter(opinion__in=_chosen(opinions)).delete()
    if found:
        themes.wind(one, at)
        _note("take_out", one, found, by, at)
    return found


def _chosen(opinions: Iterable[UUID]) -> list[UUID]:
    keys = sorted(set(opinions))
    if not keys:
        raise Invalid(
            "grouping.none", _("声が えらばれて いません。まとめる 声に しるしを つけてから おしてください。")
        )
    return keys


def _read(theme: Theme, opinions: Iterable[UUID]) -> list[UUID]:
    keys = _chosen(opinions)
    rows = Opinion.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    fit = [row.pk for row in rows if row.hearing_id == theme.hearing_id and row.state in READ]
    if len(fit) != len(keys):
        words = _("まだ 2人が 読んでいない声か、ほかの回の声が 入っています。ページを 読みなおしてください。")
        raise Invalid("grouping.not_read", words)
    return fit


def _note(verb: str, one: Theme, count: int, by: Actor, at: datetime) -> None:
    """How many; which voice was moved when is nobody's to know."""
    journal.record(
        f"voices.theme.{verb}", noun="voices.Theme", object_id=one.pk, by=by, at=at, data={"voices": count}
    )
