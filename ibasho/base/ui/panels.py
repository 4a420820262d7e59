"""A room above adds a part to a page of a room below: `panels.add("places.place", shop_panel)` in its apps.py.

The lower page says `{% panels "places.place" place %}`; it knows neither who answers nor with what.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.utils.safestring import SafeString

from ibasho.base.ui.request import Request

Panel = Callable[[Request, Any], str]
_panels: dict[str, list[Panel]] = defaultdict(list)


def add(slot: str, panel: Panel) -> None:
    """`panel` takes the request and the page's thing and gives safe HTML, or nothing."""
    if panel not in _panels[slot]:
        _panels[slot].append(panel)


def rendered(slot: str, request: Request, thing: Any) -> list[str]:
    """What the panels of a slot have to say. Raises TypeError where one gives text that was not made safe."""
    found = [panel(request, thing) for panel in _panels.get(slot, ())]
    for html in found:
        if html and not isinstance(html, SafeString):
            raise TypeError("a panel gives safe HTML")
    return [html for html in found if html]
