"""What voices adds to the doors' menus. At the desk one entry leads to the hearings; its tabs lead on (views/desk_pages)."""

from __future__ import annotations

from ibasho.base.ui.menu import Entry

MENU: tuple[Entry, ...] = ()
