"""「送りました」: a ready text went out by a tool that is not ours, and the tick that was set by mistake."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.bulletin import policies
from ibasho.rooms.bulletin.models import Notice, ToolText
from ibasho.rooms.bulletin.queries.notices import OUT
from ibasho.rooms.bulletin.rules.kinds import Tool
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

NOUN = "bulletin.ToolText"


@transaction.atomic
def take(*, notice: Notice, tool: Tool, by: Actor, at: datetime) -> ToolText:
    """Once per notice and tool: the first tick counts. Raises Conflict for a notice that is not out."""
    policies.require(by, Permission.BULLETIN_MANAGE, at=at)
    row = Notice.objects.select_for_update().get(pk=notice.pk)
    if row.state not in OUT:
        raise Conflict(
            "bulletin.tool_text.not_out",
            "このおしらせは まだ 出していないか、とめてあります。先に おしらせの ページで 送ってください。",
        )
    known = {"taken_at": at, "taken_by_id": people.person_of(by)}
    taken, fresh = ToolText.objects.get_or_create(notice=row, tool=tool.value, defaults=known)
    if fresh:
        _record("take", taken, by, at)
    return taken


@transaction.atomic
def put_back(*, notice: Notice, tool: Tool, by: Actor, at: datetime) -> None:
    """Takes the tick away. Without one nothing happens."""
    policies.require(by, Permission.BULLETIN_MANAGE, at=at)
    taken = ToolText.objects.select_for_update().filter(notice=notice, tool=tool.value).first()
    if taken is not None:
        _record("put_back", taken, by, at)
        taken.delete()


def _record(verb: str, row: ToolText, by: Actor, at: datetime) -> None:
    data = {"notice": row.notice_id, "tool": row.tool}
    journal.record(f"bulletin.tool_text.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at, data=data)
