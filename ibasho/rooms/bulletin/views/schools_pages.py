"""What the pages about schools share: where they stand, and who may read a contact."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ibasho.base.ui.request import Request
from ibasho.rooms.bulletin.views.desk_pages import Crumbs, crumbs, may, pages
from ibasho.town.people.permissions import Permission as P

FORMS = ["GET", "HEAD", "POST"]


def page(request: Request, *behind: tuple[str, str]) -> dict[str, Any]:
    """`behind`: crumbs after 学校. `may_write` opens contacts as well: the CSW reads names and classes alone."""
    trail: Crumbs = crumbs((_("学校"), reverse("bulletin:desk_schools")), *behind) if behind else []
    return {"pages": pages("desk_schools"), "crumbs": trail, "may_write": may(request, P.BULLETIN_WRITE)}


def handouts() -> tuple[str, str]:
    return _("くばりもの"), reverse("bulletin:desk_handouts")
