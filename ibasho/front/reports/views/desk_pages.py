"""The desk's pages of ふりかえる beside each other."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.request import Request
from ibasho.front.reports import policies
from ibasho.town.people.permissions import Permission as P

Crumbs = list[tuple[str, str]]
Tab = tuple[str, str, bool]
_PAGES: tuple[tuple[str, str | Promise], ...] = (
    ("desk_plan", _("計画")),
    ("desk_pilots", _("試行")),
    ("desk_figures", _("しるし")),
    ("desk_reviews", _("ことば")),
    ("desk_yearly", _("年次報告")),
    ("desk_april", _("4月")),
    ("desk_rehearsals", _("予行演習")),
)


def require(request: Request, permission: P = P.REPORTS_READ) -> None:
    """Raises NotFound (404) for who may not know of the page."""
    policies.require(request.actor, permission, at=request.at)


def may(request: Request, permission: P = P.REPORTS_WRITE) -> bool:
    return policies.may(request.actor, permission, at=request.at)


def pages(request: Request, current: str) -> list[Tab]:
    """(label, address, is this page) for the row of tabs. `current`: the url name without its namespace."""
    if not may(request, P.REPORTS_READ):
        return []
    return [
        (str(label), href, name == current) for name, label in _PAGES if (href := address(f"reports:{name}"))
    ]


def address(name: str, *told: object) -> str:
    """Empty where this copy has no such page."""
    try:
        return reverse(name, args=told)
    except NoReverseMatch:
        return ""


def crumbs(*pairs: tuple[str, str]) -> Crumbs:
    """Behind the room's first page; the last pair is the page itself and has no address."""
    return [(str(_("計画と ふりかえり")), address("reports:desk_plan")), *pairs]
