"""The desk's pages of family support beside each other: who only reads figures sees no page about a family."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport import policies
from ibasho.town.people.permissions import Permission as P

Crumbs = list[tuple[str, str]]


def pages(current: str, request: Request) -> list[tuple[str, str, bool]]:
    """(label, address, is this page) for the row of tabs. `current`: the url name without its namespace."""
    named = [
        ("desk_board", _("今週の調整"), P.SUPPORT_ADVISE),
        ("desk_requests", _("依頼"), P.SUPPORT_ADVISE),
        ("desk_asks_list", _("おねがい中"), P.SUPPORT_ADVISE),
        ("desk_members", _("会員"), P.SUPPORT_ADVISE),
        ("desk_courses", _("講習"), P.SUPPORT_ADVISE),
        ("desk_reports", _("打合せと報告"), P.SUPPORT_ADVISE),
        ("desk_months", _("月の支払い"), P.SUPPORT_FIGURES),
        ("desk_incidents", _("できごと"), P.SUPPORT_ADVISE),
        ("desk_complaints", _("センターへの 苦情"), P.SUPPORT_SETTINGS),
        ("desk_unmet", _("足りない時間"), P.SUPPORT_FIGURES),
        ("desk_whatif", _("もしも"), P.SUPPORT_FIGURES),
        ("desk_drop_in", _("一時預かり"), P.SUPPORT_FIGURES),
        ("desk_figures", _("統計"), P.SUPPORT_FIGURES),
        ("desk_tariffs", _("料金"), P.SUPPORT_FIGURES),
        ("desk_centre", _("センター"), P.SUPPORT_FIGURES),
    ]
    return [
        (label, reverse(f"familysupport:{name}"), name == current)
        for name, label, permission in named
        if policies.may(request.actor, permission, at=request.at)
    ]


def crumbs(*pairs: tuple[str, str]) -> Crumbs:
    """Behind the board; the last pair is the page itself and has no address."""
    return [(_("ファミリーサポート"), reverse("familysupport:desk_board")), *pairs]
