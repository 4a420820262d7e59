"""What reports adds to the doors' menus."""

from __future__ import annotations

from ibasho.base.ui.menu import Entry

MENU: tuple[Entry, ...] = ()
