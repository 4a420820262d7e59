"""What care adds to the doors' menus. Each entry shows for who may, and for nobody else."""

from __future__ import annotations

from ibasho.base.ui.menu import Entry

MENU: tuple[Entry, ...] = ()
