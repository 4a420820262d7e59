"""A browser as small as it can be: cookies, forms with everything that stands in them, and a person who presses reload.

Whoever gets no clear answer sends the very same form again, hidden fields and all, as a browser does on reload. Nothing
here knows Django: what is known of a page is what stands in its HTML.
"""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

UNCLEAR = {0, 429, 500, 502, 503, 504}  # nothing, wait, or broken: asked again
PATIENCE = 60.0  # seconds until somebody gives up
Pairs = list[tuple[str, str]]


@dataclass(slots=True)
class Form:
    """`fields` in their order, as a browser would send them untouched."""

    action: str
    method: str
    fields: Pairs = field(default_factory=list)

    def filled(self, told: Mapping[str, Any]) -> Pairs:
        """The form with these fields changed: a list gives many, None leaves the field out."""
        kept = [(name, value) for name, value in self.fields if name not in told]
        for name, value in told.items():
            values = value if isinstance(value, list) else [] if value is None else [value]
            kept += [(name, str(one)) for one in values]
        return kept


@dataclass(slots=True)
class Page:
    """`status` 0: no answer at all. `tries`: how often it was asked for."""

    status: int
    path: str
    body: bytes = b""
    location: str = ""
    tries: int = 1
    seconds: float = 0.0

    @property
    def is_clear(self) -> bool:
        return self.status not in UNCLEAR

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    def forms(self) -> list[Form]:
        reader = _Reader(self.path)
        reader.feed(self.text)
        return reader.forms

    def form(self, action: str = "") -> Form | None:
        """The first that is posted to this address (or a part of it); without one, the first that is posted here."""
        for one in self.forms():
            if one.method == "post" and (action in one.action if action else one.action == self.path):
                return one
        return None


class Browser:
    """One person's. `address`: where from, as the proxy in front would say it; limits count by it."""

    def __init__(
        self, port: int, *, address: str = "192.0.2.1", cookies: Mapping[str, str] | None = None, patience: float = PATIENCE
    ) -> None:  # fmt: skip
        self.port, self.address, self.patience = port, address, patience
        self.cookies: dict[str, str] = dict(cookies or {})

    def get(self, path: str) -> Page:
        return self._until_clear("GET", path)

    def press(self, form: Form, told: Mapping[str, Any]) -> Page:
        """Sends the form; the same bytes again until there is a clear answer."""
        body = urlencode(form.filled(told)).encode()
        return self._until_clear("POST", form.action, body, "application/x-www-form-urlencoded")

    def send(self, path: str, body: bytes, headers: Mapping[str, str]) -> Page:
        """What a script or a machine sends."""
        return self._until_clear("POST", path, body, "application/json", headers)

    def _until_clear(
        self, method: str, path: str, body: bytes | None = None, kind: str = "", headers: Mapping[str, str] | None = None
    ) -> Page:  # fmt: skip
        began, tries = time.monotonic(), 0
        while True:
            tries += 1
            page = self.once(method, path, body, kind, headers)
            page.tries, page.seconds = tries, time.monotonic() - began
            if page.is_clear or page.seconds > self.patience:
                return page
            time.sleep(min(1.0, 0.05 * tries))

    def once(
        self, method: str, path: str, body: bytes | None = None, kind: str = "", headers: Mapping[str, str] | None = None
    ) -> Page:  # fmt: skip
        connection = http.client.HTTPConnection("localhost", self.port, timeout=35)
        head = {"Host": "localhost", "X-Forwarded-For": self.address, **(headers or {})}
        if self.cookies:
            head["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if kind:
            head["Content-Type"] = kind
        try:
            connection.request(method, path, body=body, headers=head)
            answer = connection.getresponse()
            came = answer.read()
        except (OSError, http.client.HTTPException):
            return Page(0, path)
        finally:
            connection.close()
        self._keep(answer.headers.get_all("Set-Cookie") or ())
        return Page(answer.status, path, came, answer.headers.get("Location", ""))

    def _keep(self, told: Iterable[str]) -> None:
        """Cookies with their values as they came, quotes and all: ours are opaque to a browser."""
        for line in told:
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == 0 or not morsel.coded_value.strip('"'):
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.coded_value


class _Reader(HTMLParser):
    """Collects the forms of a page; fields that belong to one by `form=` are left to the person."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self._base = path
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select: tuple[str, list[tuple[str, bool]]] | None = None
        self._area: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            whole = urlsplit(urljoin(f"http://localhost{self._base}", told.get("action", "")))
            action = whole.path + (f"?{whole.query}" if whole.query else "")
            self._form = Form(action, told.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None and "disabled" not in told:
            self._field(tag, told, self._form)

    def _field(self, tag: str, told: dict[str, str], form: Form) -> None:
        name = told.get("name", "")
        if tag == "input" and name:
            kind = told.get("type", "text")
            ticks = kind in ("checkbox", "radio")
            if kind not in ("submit", "image", "button", "file") and (not ticks or "checked" in told):
                form.fields.append((name, told.get("value", "on" if ticks else "")))
        elif tag == "select" and name:
            self._select = (name, [])
        elif tag == "option" and self._select:
            self._select[1].append((told.get("value", ""), "selected" in told))
        elif tag == "textarea" and name:
            self._area = (name, [])

    def handle_data(self, data: str) -> None:
        if self._area:
            self._area[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select" and self._select and self._form is not None:
            name, options = self._select
            chosen = [value for value, picked in options if picked] or [value for value, _ in options[:1]]
            self._form.fields += [(name, value) for value in chosen]
            self._select = None
        elif tag == "textarea" and self._area and self._form is not None:
            self._form.fields.append((self._area[0], "".join(self._area[1]).removeprefix("\n")))
            self._area = None
