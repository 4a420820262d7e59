"""/till/: the page a shop's phone keeps. Public and without any data — key, queue and meals live on the phone alone."""

from __future__ import annotations

import json
from functools import cache
from io import BytesIO
from typing import Any
from zlib import crc32

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from PIL import Image, ImageDraw

from ibasho.base.ui.doors import child
from ibasho.base.ui.request import Request
from ibasho.rooms.mealtickets.rules import redeeming
from ibasho.rooms.mealtickets.rules.redeeming import Reason

MODULES = (
    "api",
    "camera",
    "code",
    "queue",
    "reader",
    "rescue",
    "rules",
    "screen",
    "sign",
    "sound",
    "store",
    "typing",
)
VENDOR = ("jsqr", "ed25519", "uqr")
ICON_SIZES = (180, 192, 512)
INK, PAPER = "#22397a", "#fffaf0"
# The same words as the server's, where the phone decides by itself.
SHARED = (Reason.FORGED, Reason.TRUNCATED, Reason.FOREIGN, Reason.REVOKED, Reason.EXPIRED, Reason.EATEN)


@child
@require_safe
def till(request: Request) -> HttpResponse:
    return _public(render(request, "mealtickets/till/shell.html", {"config": _config()}))


@child
@require_safe
def till_worker(request: Request) -> HttpResponse:
    """Stands beside /till/, because a worker rules only what lies below its own address."""
    assets = _assets()
    whole = render_to_string("mealtickets/till/shell.html", {"config": _config()})
    version = crc32((whole + " ".join(assets) + _content()).encode())
    page = {"kept": json.dumps([reverse("mealtickets:till"), *assets]), "version": version}
    response = render(
        request, "mealtickets/till/worker.js", page, content_type="text/javascript; charset=utf-8"
    )
    response.headers["Cache-Control"] = "no-cache"
    return response


@child
@require_safe
def till_manifest(request: Request) -> HttpResponse:
    """`scope` is the whole copy: on an iPhone what is on the home screen has a memory of its own, so signing in and
    registering must happen in there."""
    sizes = [(size, reverse("mealtickets:till_icon", args=[size])) for size in ICON_SIZES]
    told = {
        "id": "/till/", "name": _("こどもカードの レジ"), "short_name": _("こどもレジ"), "lang": "ja",
        "start_url": reverse("mealtickets:till"), "scope": "/", "display": "standalone", "orientation": "portrait",
        "background_color": PAPER, "theme_color": INK,
        "icons": [
            {"src": src, "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any maskable"}
            for size, src in sizes
        ],
    }  # fmt: skip
    return _public(JsonResponse(told, content_type="application/manifest+json"))


@child
@require_safe
def till_icon(request: Request, size: int) -> HttpResponse:
    if size not in ICON_SIZES:
        raise Http404
    return _public(HttpResponse(_icon(size), content_type="image/png"))


def _public(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-cache"  # the worker keeps it; a browser without one asks again
    return response


@cache
def _icon(size: int) -> bytes:
    """The ○ of a good answer, on the groups' indigo; drawn four times too large for smooth edges."""
    big = size * 4
    picture = Image.new("RGB", (big, big), INK)
    box = (big * 0.24, big * 0.24, big * 0.76, big * 0.76)
    ImageDraw.Draw(picture).ellipse(box, outline=PAPER, width=big // 10)
    out = BytesIO()
    picture.resize((size, size), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def _assets() -> list[str]:
    """What the page needs without a network. Modules ask for one another by plain names, the page for hashed ones."""
    scripts = [f"{settings.STATIC_URL}ibasho/js/till-{name}.js" for name in MODULES]
    named = [
        static(f"ibasho/{name}") for name in ("ibasho.css", "icons.svg", "js/till.js", "pictures/mark.svg")
    ]
    icons = [reverse("mealtickets:till_icon", args=[192]), reverse("mealtickets:till_manifest")]
    return [*named, *scripts, *_vendor().values(), *icons]


def _content() -> str:
    """Names that change with the content of every script: a new one is a new version."""
    return " ".join(static(f"ibasho/js/till-{name}.js") for name in MODULES)


def _vendor() -> dict[str, str]:
    return {name: static(f"ibasho/vendor/{name}.js") for name in VENDOR}


def _config() -> dict[str, Any]:
    return {"api": "/api/v1", "vendor": _vendor(), "words": _words()}


def _words() -> dict[str, Any]:
    """Everything the scripts say; the rest stands in the page."""
    shared = {
        str(one): {"word": said.word, "say": said.say} for one in SHARED for said in [redeeming.WORDS[one]]
    }
    return {
        **shared,
        "mark_ok": _("まる"), "mark_wait": _("さんかく"), "mark_no": _("ばつ"),
        "offline": {"word": _("どうぞ"), "say": _("めしあがれ。（あとで 市に おくります）")},
        "test": {"word": _("ためし OK"), "say": _("よく 読めました。1食には なりません。")},
        "limit": {"word": _("つながる場所へ"), "say": _("つながる場所で「いま おくる」を おしてください。それまでは 紙の半券に 書いてください。")},
        "unknown_key": {"word": _("つながる場所へ"), "say": _("あたらしいカードです。つながるまでは 紙の半券に 書いてください。")},
        "typed": {"word": _("もういちど"), "say": _("どれかの文字が ちがうようです。カードを見て もういちど 打ってください。")},
        "short": {"word": _("もういちど"), "say": _("文字が たりません。12文字 打ってください。")},
        "full_disk": {"word": _("紙の半券へ"), "say": _("スマホが いっぱいです。紙の半券に 書いて、写真などを へらしてください。")},
        "trouble": {"word": _("もういちど"), "say": _("うまく 読めませんでした。つづくときは 紙の半券に 書いてください。")},
        "no_such_letter": _("「%」は カードに 使わない文字です。"),
        "wrong_pin": _("番号が ちがいます。もういちど うってください。"),
        "pin_offline": _("いま つながりません。電波を たしかめて、もういちど おしてください。それまでは 紙の半券で だいじょうぶです。"),
        "device_stopped": _("このスマホは レジから 外されています。お店の代表の方か 市に きいてください。"),
        "syncing": _("おくっています…"), "synced": _("ぜんぶ おくりました。"),
        "not_synced": _("まだ つながりません。つながると、しぜんに おくります。"),
        "close_blocked": _("まだ おくっていない食事が あります。つながる場所で おくってから とじてください。"),
        "reset_sure": _("ほんとうに はずすときは、もういちど おしてください。"),
        "sound_on": _("音：出す"), "sound_off": _("音：出さない"), "number": _("番号"),
        "undo": _("とりけす"), "undone": _("とりけしました。"), "kind_qr": _("QR"), "kind_typed": _("番号"),
    }  # fmt: skip
