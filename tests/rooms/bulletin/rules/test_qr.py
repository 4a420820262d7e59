"""What a QR may open, and what counts as an opening."""

from __future__ import annotations

import pytest

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.bulletin.rules import qr


@pytest.mark.parametrize("path", ["/today/", "/today/?district=M01", "/places/CDFHJKMNPQ/", "/"])
def test_a_public_page_of_this_site(path: str) -> None:
    assert qr.own_path(path) == path


@pytest.mark.parametrize(
    "path", ["", "//a.test", "http://a.test", "/a\nb", "/こ", "/desk/x/", "/ops/", "/" + "a" * 200]
)
def test_nothing_else(path: str) -> None:
    with pytest.raises(Invalid):
        qr.own_path(path)


@pytest.mark.parametrize(
    ("method", "headers", "counts"),
    [
        ("GET", {}, True), ("GET", {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Safari/604.1"}, True),
        ("GET", {"User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/120 Line/14.1"}, True), ("HEAD", {}, False),
        ("GET", {"Sec-Purpose": "prefetch"}, False), ("GET", {"Purpose": "preview"}, False),
        ("GET", {"X-Moz": "prefetch"}, False), ("GET", {"User-Agent": "WhatsApp/2.23"}, False),
        ("GET", {"User-Agent": "Twitterbot/1.0"}, False), ("GET", {"User-Agent": "curl/8.0"}, False),
    ],
)  # fmt: skip
def test_an_opening_is_a_persons(method: str, headers: dict[str, str], counts: bool) -> None:
    assert qr.is_opening(method, headers) is counts
