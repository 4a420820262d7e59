"""The doors' menus. Each room names its entries in `menu.py` as `MENU`; nobody keeps a list of other rooms' pages.

`MENU = (Entry("desk", _("空白地区"), "reach:gaps", "map", section="fuyasu", order=20, may=policies.sees_reach),)`
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import cast

from django.apps import apps
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui import menu_numbers
from ibasho.base.ui.request import Request


@dataclass(frozen=True, slots=True)
class Entry:
    """`url` is a URL name without arguments; `section` one of the desk's four verbs; `may` hides the entry,
    `count` puts a number beside it (things waiting); `also` names pages elsewhere that belong to it."""

    door: str
    label: str | Promise
    url: str
    icon: str = ""
    section: str = ""
    order: int = 50
    role: str = ""
    may: Callable[[HttpRequest], bool] | None = None
    count: Callable[[HttpRequest], int] | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """An entry as one page shows it. `current` is "page" on the entry's own page, "true" below it, else empty."""

    label: str
    href: str
    icon: str
    role: str
    section: str
    current: str
    count: int


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    label: str
    icon: str
    href: str
    current: bool
    items: Sequence[Item]


SECTIONS = (
    ("fuyasu", _("ふやす"), "sprout"),
    ("tsunagu", _("つなぐ"), "link"),
    ("migaku", _("みがく"), "polish"),
    ("furikaeru", _("ふりかえる"), "review"),
)
MENU = (Entry("child", _("こまった"), "ui:help", "help", order=99, role="help"),)


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """All rooms' entries in order."""
    found: list[Entry] = []
    for app in apps.get_app_configs():
        if app.module is not None and module_has_submodule(app.module, "menu"):
            found += getattr(import_module(f"{app.name}.menu"), "MENU", ())
    return tuple(sorted(found, key=lambda entry: entry.order))


def items(request: HttpRequest, door: str) -> tuple[Item, ...]:
    """The entries of a door this person may use; the longest address that begins the page's own is current.
    A layout asks more than once; the counts are read once a page."""
    kept: dict[str, tuple[Item, ...]] = request.__dict__.setdefault("_menus", {})
    if door not in kept:
        kept[door] = _items(request, door)
    return kept[door]


def _items(request: HttpRequest, door: str) -> tuple[Item, ...]:
    shown = [entry for entry in entries() if entry.door == door and _is_shown(entry, request)]
    near = [_nearness(entry, request.path) for entry in shown]
    current = max(near, default=0)
    return tuple(
        _item(request, entry, bool(current) and one == current)
        for entry, one in zip(shown, near, strict=True)
    )


def _is_shown(entry: Entry, request: HttpRequest) -> bool:
    """An error before the middleware leaves nobody to ask about: only what everybody may use is shown then."""
    return entry.may is None or (hasattr(request, "actor") and entry.may(request))


def _nearness(entry: Entry, path: str) -> int:
    """The length of the entry's address that begins the page's own; 0 where none does."""
    hrefs = [reverse(url) for url in (entry.url, *entry.also)]
    return max((len(href) for href in hrefs if _leads_to(href, path)), default=0)


def _leads_to(href: str, path: str) -> bool:
    """A door's home leads to everything behind it, so it is current only on itself."""
    return path == href or (href.count("/") > 2 and path.startswith(href))


def _item(request: HttpRequest, entry: Entry, is_current: bool) -> Item:
    href = reverse(entry.url)
    mark = "" if not is_current else "page" if href == request.path else "true"
    waiting = 0
    if entry.count and hasattr(request, "actor"):
        waiting = menu_numbers.number(cast(Request, request), entry.url, entry.count)
    return Item(str(entry.label), href, entry.icon, entry.role, entry.section, mark, waiting)


@lru_cache(maxsize=256)
def section_of(path: str) -> str:
    """The verb of the desk under which a page stands, whoever may see the entry; empty where none leads there."""
    desk = [entry for entry in entries() if entry.door == "desk"]
    nearest = max(desk, key=lambda entry: _nearness(entry, path))
    return nearest.section if _nearness(nearest, path) else ""


def sections(found: Sequence[Item]) -> tuple[Section, ...]:
    """The desk's four verbs with the entries under each; a verb without entries is not shown."""
    out = []
    for code, label, icon in SECTIONS:
        own = [item for item in found if item.section == code]
        if own:
            out.append(Section(code, str(label), icon, own[0].href, any(item.current for item in own), own))
    return tuple(out)
