"""Where an application is decided and 代決 may be ticked: who decides for whom today."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string

from ibasho.base.kernel import clock
from ibasho.base.ui.request import Request
from ibasho.front.reports import policies
from ibasho.front.reports.queries import handovers as queries
from ibasho.town.people.permissions import Permission


def panel(request: Request, _application: Any) -> str:
    """`{% panels "openhouse.decide" row %}`: for who reads at the desk; nothing where nobody is away."""
    if not policies.may(request.actor, Permission.REPORTS_READ, at=request.at):
        return ""
    rows = list(queries.deputies_now(clock.day(request.at)))
    return render_to_string("reports/handover/_decide_panel.html", {"rows": rows}, request) if rows else ""
