"""What the front adds to the doors' menus: their home pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.menu import Entry

MENU = (
    Entry("operator", _("わたしたちの場所"), "ops_home", "house", order=5),
    Entry("desk", _("きょうの机"), "desk_home", "sun", order=1),
)
