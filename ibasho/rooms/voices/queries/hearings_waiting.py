"""What waits for a person: hearings, their steps and questions."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.models import Hearing, Step
from ibasho.town.concerns.queries import concerns
from ibasho.town.people.permissions import Permission

State = Hearing.State


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """For who manages hearings: steps past their day, drafts past theirs, what closes today, and that nobody of
    the centre would read what a child in danger writes (one, whatever waits there: that number is the centre's alone)."""
    if not policies.may(by, Permission.VOICES_MANAGE, at=at):
        return []
    today = clock.day(at)
    late = Step.objects.filter(done_on__isnull=True, skipped_why="", planned_on__lt=today)
    late = late.filter(hearing__state__in=(State.OPEN, State.CLOSED)).order_by("planned_on")
    steps = list(late.values_list("planned_on", flat=True))
    drafts = Hearing.objects.filter(state=State.DRAFT, opens_on__lte=today).order_by("opens_on")
    forgotten = list(drafts.values_list("opens_on", flat=True))
    closing = Hearing.objects.filter(state=State.OPEN, closes_on=today).count()
    unread = (
        not concerns.is_staffed(today) and Hearing.objects.filter(state=State.OPEN, source_name="").exists()
    )
    found = [
        Waiting(_("こども家庭センターの 担当が いません"), int(unread), "people:desk_people", "warn", kind=Kind.WRONG),
        Waiting(
            _("こどもの声：予定の日が すぎた段"), len(steps), "voices:desk_hearings", "warn", anchor="group-closed",
            oldest=steps[0] if steps else None, kind=Kind.WRONG,
        ),
        Waiting(
            _("こどもの声：はじまる日が 来た下書き"), len(forgotten), "voices:desk_hearings", "edit",
            anchor="group-draft", oldest=forgotten[0] if forgotten else None,
        ),
        Waiting(
            _("こどもの声：きょう しめきる回"), closing, "voices:desk_hearings", "clock", anchor="group-open",
            oldest=today if closing else None, kind=Kind.SOON,
        ),
    ]  # fmt: skip
    return [one for one in found if one.count]
