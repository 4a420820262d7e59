"""What roster adds to the doors' menus. Each noun keeps its own entries."""

from __future__ import annotations

from ibasho.base.ui.menu import Entry

MENU: tuple[Entry, ...] = ()
