"""What places add to the doors' menus."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.menu import Entry

MENU = (
    Entry("child", _("きょう"), "places:today", "sun", order=10),
    Entry("child", _("いちらん"), "places:list", "list", order=40),
)
