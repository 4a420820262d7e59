"""What bulletin adds to the doors' menus, one entry at each; its page leads to every other of the room."""

from __future__ import annotations

from ibasho.base.ui.menu import Entry

MENU: tuple[Entry, ...] = ()
