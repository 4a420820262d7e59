"""News as RSS 2.0 and Atom. The same news give the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.etree import ElementTree as Xml

from ibasho.base.kernel import clock

ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Item:
    """`uid` is a tag URI (RFC 4151) that never changes."""

    uid: str
    at: datetime
    title: str
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Channel:
    """`url` is the page it belongs to, `own_url` the feed's own address. Newest item first."""

    title: str
    words: str
    url: str
    own_url: str
    uid: str
    rights: str
    items: tuple[Item, ...]

    @property
    def changed_at(self) -> datetime | None:
        return max((item.at for item in self.items), default=None)


def rss(channel: Channel) -> bytes:
    Xml.register_namespace("atom", ATOM)
    root = Xml.Element("rss", version="2.0")
    top = Xml.SubElement(root, "channel")
    _add(top, "title", channel.title)
    _add(top, "link", channel.url)
    _add(top, "description", channel.words)
    _add(top, "language", "ja")
    _add(top, "copyright", channel.rights)
    _add(top, "ttl", "60")
    Xml.SubElement(top, f"{{{ATOM}}}link", href=channel.own_url, rel="self", type="application/rss+xml")
    if channel.changed_at:
        _add(top, "lastBuildDate", format_datetime(clock.jst(channel.changed_at)))
    for item in channel.items:
        one = Xml.SubElement(top, "item")
        _add(one, "title", item.title)
        _add(one, "link", item.url)
        _add(one, "description", item.words)
        _add(one, "guid", item.uid).set("isPermaLink", "false")
        _add(one, "pubDate", format_datetime(clock.jst(item.at)))
    return _bytes(root)


def atom(channel: Channel) -> bytes:
    root = Xml.Element("feed", {"xmlns": ATOM, "xml:lang": "ja"})
    _add(root, "title", channel.title)
    _add(root, "subtitle", channel.words)
    _add(root, "id", channel.uid)
    _add(root, "rights", channel.rights)
    _add(root, "updated", clock.jst(channel.changed_at).isoformat() if channel.changed_at else _NEVER)
    _add(Xml.SubElement(root, "author"), "name", channel.title)
    Xml.SubElement(root, "link", href=channel.url, rel="alternate")
    Xml.SubElement(root, "link", href=channel.own_url, rel="self", type="application/atom+xml")
    for item in channel.items:
        one = Xml.SubElement(root, "entry")
        _add(one, "title", item.title)
        _add(one, "id", item.uid)
        _add(one, "updated", clock.jst(item.at).isoformat())
        _add(one, "summary", item.words)
        Xml.SubElement(one, "link", href=item.url, rel="alternate")
    return _bytes(root)


_NEVER = "1970-01-01T09:00:00+09:00"  # Atom wants a moment even where nothing has happened yet
_FORBIDDEN = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0xFFFE, 0xFFFF])  # in XML 1.0


def _add(parent: Xml.Element, name: str, text: str) -> Xml.Element:
    child = Xml.SubElement(parent, name)
    child.text = text.translate(_FORBIDDEN)
    return child


def _bytes(root: Xml.Element) -> bytes:
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + Xml.tostring(root, encoding="unicode").encode()
