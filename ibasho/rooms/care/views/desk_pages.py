"""The desk's pages of care beside each other: the centre's own, and the figures for who sees nothing else."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.request import Request
from ibasho.rooms.care import policies
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission as P

SEEING = (P.CARE_FIGURES, P.CARE_HANDLE)  # what tells of no child: the city's figures
Crumbs = list[tuple[str, str]]
Tab = tuple[str, str, bool]
_CENTRE: tuple[tuple[str, str | Promise, P], ...] = (
    ("desk_inbox", _("気づき"), P.CARE_HANDLE),
    ("desk_referrals", _("つなぎ"), P.CARE_HANDLE),
    ("desk_consultations", _("相談の数"), P.CARE_HANDLE),
    ("desk_coverage", _("とどき方"), P.CARE_HANDLE),
    ("desk_reads", _("記録"), P.CARE_LEAD),
    ("desk_settings", _("設定"), P.CARE_LEAD),
)
_FIGURES: tuple[tuple[str, str | Promise, P], ...] = (
    ("desk_figures", _("相談の数"), P.CARE_FIGURES),
    ("desk_coverage", _("気づきの とどき方"), P.CARE_FIGURES),
)


def require_any(request: Request, *permissions: P) -> None:
    """Raises NotFound for who has none of them."""
    if not any(policies.may(request.actor, one, at=request.at) for one in permissions):
        raise people.not_found()


def pages(current: str, request: Request) -> list[Tab]:
    """(label, address, is this page) for the row of tabs. `current`: the url name without its namespace."""
    rows = _CENTRE if policies.may(request.actor, P.CARE_HANDLE, at=request.at) else _FIGURES
    return [
        (str(label), reverse(f"care:{name}"), name == current)
        for name, label, permission in rows
        if policies.may(request.actor, permission, at=request.at)
    ]


def crumbs(*pairs: tuple[str, str]) -> Crumbs:
    """Behind the centre's first page; the last pair is the page itself and has no address."""
    return [(str(_("センター")), reverse("care:desk_inbox")), *pairs]
