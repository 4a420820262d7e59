"""What waits for a person: supporters, wants and offers."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.network import policies
from ibasho.rooms.network.queries import supporting
from ibasho.rooms.network.rules.kinds import MatchState
from ibasho.town.people.permissions import Permission


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """For who may decide what everybody reads; what waits for a group stands in `group_waiting`."""
    if by.acting_for is not None or not policies.may(by, Permission.NETWORK_MANAGE, at=at):
        return []
    new = list(supporting.to_look_at())
    half = supporting.half_said()
    declined = list(supporting.declined(at).exclude(ended_by=by.person_id))
    agreed = [one for one in supporting.open_matches() if one.state == MatchState.AGREED]
    found = [
        Waiting(
            _("求める・提供する を 見る"), len(new), "network:desk_supporting", "eye", anchor="look",
            oldest=clock.day(new[0].made_at) if new else None,
        ),
        Waiting(
            _("応援する人を 見る"), supporting.supporters_to_look_at().count(), "network:desk_supporters", "heart"
        ),
        Waiting(
            _("ひきあわせが どうなったか"), len(agreed), "network:desk_supporting", "link", anchor="matches",
            oldest=clock.day(agreed[0].proposed_at) if agreed else None,
        ),
        Waiting(
            _("片方だけ「よい」の ひきあわせ"), len(half), "network:desk_supporting", "link", anchor="matches",
            oldest=clock.day(half[0].proposed_at) if half else None,
        ),
        Waiting(
            _("見おくられた ひきあわせ"), len(declined), "network:desk_supporting", "link", anchor="ended",
            oldest=clock.day(declined[0].ended_at) if declined and declined[0].ended_at else None,
        ),
    ]  # fmt: skip
    return [one for one in found if one.count]
