"""The desk's pages of family support beside each other: who only reads figures sees no page about a family."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport import policies
from ibasho.town.people.permissions import Permission as P

Crumbs = list[tuple[str, str]]
StrOrPromise = str | Promise
ONE_ROW = 9


Tab = tuple[str, str, bool]
# Two rows of tabs would hide the one that is needed: a day's work stands by itself, and so do the figures and the rules.
_WORK: tuple[tuple[str, StrOrPromise, P], ...] = (
    ("desk_board", _("調整"), P.SUPPORT_ADVISE),
    ("desk_requests", _("依頼"), P.SUPPORT_ADVISE),
    ("desk_asks_list", _("おねがい中"), P.SUPPORT_ADVISE),
    ("desk_members", _("会員"), P.SUPPORT_ADVISE),
    ("desk_courses", _("講習"), P.SUPPORT_ADVISE),
    ("desk_reports", _("打合せと報告"), P.SUPPORT_ADVISE),
    ("desk_months", _("月の支払い"), P.SUPPORT_FIGURES),
    ("desk_incidents", _("できごと"), P.SUPPORT_ADVISE),
    ("desk_complaints", _("センターへの 苦情"), P.SUPPORT_SETTINGS),
)
_RULES: tuple[tuple[str, StrOrPromise, P], ...] = (
    ("desk_figures", _("統計"), P.SUPPORT_FIGURES),
    ("desk_unmet", _("足りない時間"), P.SUPPORT_FIGURES),
    ("desk_whatif", _("もしも"), P.SUPPORT_FIGURES),
    ("desk_drop_in", _("一時預かり"), P.SUPPORT_FIGURES),
    ("desk_tariffs", _("料金"), P.SUPPORT_FIGURES),
    ("desk_centre", _("センター"), P.SUPPORT_FIGURES),
)


def pages(current: str, request: Request) -> list[Tab]:
    """(label, address, is this page) for the row of tabs: the half in which this page stands, and the way to the other.
    `current`: the url name without its namespace."""
    works = any(name == current for name, _label, _permission in _WORK)
    here, there = (_WORK, _RULES) if works else (_RULES, _WORK)
    label = _("数と きまり") if works else _("毎日の しごと")
    shown = _shown(here, current, request)
    others = _shown(there, current, request)
    if len(shown) + len(others) <= ONE_ROW:
        return [*shown, *others]
    return (
        [*shown, (f"{label} →", others[0][1], False)]
        if works
        else [(f"← {label}", others[0][1], False), *shown]
    )


def _shown(named: Sequence[tuple[str, StrOrPromise, P]], current: str, request: Request) -> list[Tab]:
    return [
        (str(label), reverse(f"familysupport:{name}"), name == current)
        for name, label, permission in named
        if policies.may(request.actor, permission, at=request.at)
    ]


def crumbs(*pairs: tuple[str, str]) -> Crumbs:
    """Behind the board; the last pair is the page itself and has no address."""
    return [(str(_("ファミリーサポート")), reverse("familysupport:desk_board")), *pairs]
