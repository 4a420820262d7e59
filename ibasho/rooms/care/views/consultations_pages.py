"""What the pages of 相談の数 have in common."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.ui.request import Request
from ibasho.rooms.care import policies
from ibasho.rooms.care.rules.consultations import month_of
from ibasho.rooms.care.views.desk_pages import crumbs, pages
from ibasho.town.people.permissions import Permission

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_NENDO = re.compile(r"(19|20)\d\d")


def page(request: Request, title: str) -> dict[str, Any]:
    """Tabs, crumbs and what the person may; `title` "" on the first page."""
    first = (str(_("相談の数")), reverse("care:desk_consultations") if title else "")
    return {
        "tabs": pages("desk_consultations", request), "crumbs": crumbs(first, *([(title, "")] if title else [])),
        "title": title or first[0], "leads": policies.may(request.actor, Permission.CARE_LEAD, at=request.at),
        "today": clock.day(request.at),
    }  # fmt: skip


def sent(request: Request) -> QueryDict | None:
    """What a form is bound to: an empty one that was sent is sent all the same."""
    return request.POST if request.method == "POST" else None


def asked_nendo(request: Request) -> int:
    """`?nendo=2026`; this one where none is asked for. Http404 for what is no 年度 up to this one."""
    now = years.nendo(clock.day(request.at))
    asked = request.GET.get("nendo", "")
    if not asked:
        return now
    if not _NENDO.fullmatch(asked) or int(asked) > now:
        raise Http404
    return int(asked)


def asked_month(request: Request, name: str) -> date:
    """`?month=2026-10` → its first day; the last one that is over where none is asked for. Http404 for what is no month up
    to this one."""
    today = clock.day(request.at)
    asked = request.GET.get(name, "")
    if not asked:
        return month_of(month_of(today) - timedelta(days=1))
    found = _MONTH.fullmatch(asked)
    if found is None or date(int(found[1]), int(found[2]), 1) > today:
        raise Http404
    return date(int(found[1]), int(found[2]), 1)


def month_words(month: date) -> str:
    return f"{years.label(years.nendo(month))} {month.month}月"
