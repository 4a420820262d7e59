"""What a QR may open, and when an opening counts. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ibasho.base.kernel.errors import Invalid

PATH_MAX = 120
BEHIND_A_DOOR = ("/desk/", "/ops/", "/my/", "/accounts/", "/q/")
_PATH = re.compile(r"/(?!/)[!-~]*", re.ASCII)
# They fetch an address to draw a small picture of it beside a message: nobody has opened anything.
_PREVIEWS = re.compile(
    r"bot\b|bot/|crawl|spider|preview|facebookexternalhit|line-poker|whatsapp|slurp|embedly|headless|curl/|wget/",
    re.I,
)


def own_path(path: str) -> str:
    """A public page of this site, as it was given. Raises Invalid `bulletin.qr_path` for anything else: a QR of the city
    never leads away from its site, nor to a sign-in."""
    if len(path) > PATH_MAX or not _PATH.fullmatch(path) or "\\" in path or path.startswith(BEHIND_A_DOOR):
        words = "QRで ひらけるのは、この サイトの だれでも 見られるページだけです。べつの ページを えらんでください。"
        raise Invalid("bulletin.qr_path", words)
    return path


def is_opening(method: str, headers: Mapping[str, str]) -> bool:
    """Whether a person opened it, as far as a machine says so itself: no look ahead, no preview of a link."""
    ahead = (
        f"{headers.get('Purpose', '')} {headers.get('Sec-Purpose', '')} {headers.get('X-Moz', '')}".lower()
    )
    told = headers.get("User-Agent", "")
    return (
        method == "GET" and "prefetch" not in ahead and "preview" not in ahead and not _PREVIEWS.search(told)
    )
