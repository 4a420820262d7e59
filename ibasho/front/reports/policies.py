"""Who may: the city (and the CSW to read) for everything, a group for what it says of its own places."""

from __future__ import annotations

from ibasho.town.places import policies as places

may, require = places.may_somewhere, places.require_somewhere
require_server = places.require_server
