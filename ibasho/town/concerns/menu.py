"""What the centre's inbox adds to the desk's menu."""

from __future__ import annotations

from ibasho.base.ui.menu import Entry

MENU: tuple[Entry, ...] = ()
