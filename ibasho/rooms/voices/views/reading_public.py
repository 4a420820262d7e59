"""How voices are read before they stand on a page: for children, and for those who want to know it exactly."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ibasho.base.ui import doors
from ibasho.base.ui.request import Request


@doors.child
@doors.shared()
@require_safe
def rules(request: Request) -> HttpResponse:
    return render(request, "voices/moderation/rules.html")
