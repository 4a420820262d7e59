"""What areas add to the desk's menu."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.menu import Entry

MENU = (
    Entry("desk", _("まちの資料"), "areas:desk_overview", "map", section="fuyasu", order=80),
    Entry("desk", _("こどもの きまり"), "areas:desk_rules", "clock", section="fuyasu", order=82),
)
