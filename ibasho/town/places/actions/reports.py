"""The day is over: how many came, who helped, for a visit 親子組数 and 相談件数."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import contains_my_number
from ibasho.town.places.actions import reception
from ibasho.town.places.models import Headcount, Session, SessionReport
from ibasho.town.places.rules import headcount as rules


@transaction.atomic
def close(
    *,
    session: Session,
    heads: Mapping[str, int | None],
    groups: int | None = None,
    volunteers: int | None = None,
    families: int | None = None,
    consultations: int | None = None,
    note: str = "",
    by: Actor,
    at: datetime,
) -> SessionReport:
    """Writes the day down; the same again corrects it. `heads` maps classes of rules.headcount to what was counted:
    these numbers stand from now on. A class left out was not counted, and None is "not known": nothing is invented.

    Closing lets followers of `places.session.closed` know, a correction those of `places.session.corrected`.
    """
    counted = rules.checked(heads)
    if contains_my_number(note):
        raise Invalid(
            "places.my_number", _("マイナンバーのような番号が 入っています。番号を 消してください。"),
            fields={"note": _("番号を 消してください。")},
        )  # fmt: skip
    locked = reception.lock(session.pk, by, at)
    _check_over(locked, at)
    _write_heads(locked, counted)
    report, fresh = SessionReport.objects.update_or_create(
        session=locked,
        defaults={
            "groups": groups, "volunteers": volunteers, "families": families, "consultations": consultations,
            "note": note.strip(), "closed_at": at, "closed_by_id": by.person_id,
        },
    )  # fmt: skip
    verb = "places.session.closed" if fresh else "places.session.corrected"
    journal.record(verb, noun="places.Session", object_id=locked.pk, by=by, at=at, data={"heads": counted})
    return report


def _check_over(session: Session, at: datetime) -> None:
    if session.state == Session.State.CANCELLED:
        raise Conflict("places.session_cancelled", _("この日は お休みでした。まとめは いりません。"))
    if session.day > clock.day(at):
        raise Conflict("places.session_not_yet", _("まとめは その日に なってから 書けます。"))


def _write_heads(session: Session, counted: Mapping[str, int]) -> None:
    session.headcounts.exclude(of_class__in=list(counted)).delete()
    for of_class, number in counted.items():
        Headcount.objects.update_or_create(session=session, of_class=of_class, defaults={"heads": number})
