"""What a member is called where the other side reads it: the name, or for who is protected (DV・支援措置) where to ask."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from ibasho.rooms.familysupport.models import Member
from ibasho.rooms.familysupport.rules.meetings import WHEREABOUTS
from ibasho.town.people import policies as people

TOLD_BY_PHONE = "センターから 電話で お伝えします"
HIDDEN = "（お名前は センターから 電話で お伝えします）"


def is_hidden(member: Member | None, day: date) -> bool:
    """Whether nothing of this member may reach the other side on `day`."""
    return (
        member is not None and member.person_id is not None and people.is_protected(member.person_id, day=day)
    )


def called(member: Member | None, day: date) -> str:
    """The name; "" where nobody is decided, HIDDEN for who is protected."""
    if member is None:
        return ""
    return HIDDEN if is_hidden(member, day) else member.name


def called_with_honour(member: Member | None, day: date) -> str:
    return honoured(called(member, day))


def of_sheet(sheet: Mapping[str, str], family: Member, day: date) -> dict[str, str]:
    """What the sheet of a meeting says where the provider reads it."""
    if not is_hidden(family, day):
        return dict(sheet)
    return {key: TOLD_BY_PHONE if key in WHEREABOUTS else words for key, words in sheet.items()}


def honoured(told: str) -> str:
    """`鈴木 保 さん`, with no さん behind words that are no name."""
    return told if told in ("", HIDDEN) else _("%(name)s さん") % {"name": told}
