"""The page on which a phone keeps a card. The code stays on the phone: nothing here reads it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.ui import doors
from ibasho.base.ui.request import Request

KEPT = (
    "icons.svg",
    "vendor/uqr.js",
)  # what a phone without a network needs beside what the page itself names


@doors.child
@require_safe
def card_page(request: Request) -> HttpResponse:
    words = {
        "truncated": _("文字が たりないよ。カードを 見て、もういちど うってね。"),
        "unknown": _("どこかの 文字が ちがうみたい。4文字ずつ 見てみよう。"),
        "foreign": _("これは こどもカードの コードじゃ ないみたい。"),
        "forged": _("うまく よめなかったよ。もういちど ためしてね。"),
        "over": _("このカードは つかえる日が すぎているよ。あたらしいのを もらってね。"),
        "denied": _("カメラが つかえないよ。下の 12文字を うってね。"),
        "kept": _("この スマホに のこしたよ。"),
        "gone": _("この スマホから けしたよ。"),
    }
    context = {
        "words": words, "per_day": settings.MEALS_PER_CARD_A_DAY,
        "vendor": {"qr": static("ibasho/vendor/uqr.js"), "camera": static("ibasho/vendor/jsqr.js")},
        "kept": [static(f"ibasho/{name}") for name in KEPT],
    }  # fmt: skip
    return render(request, "mealtickets/cards/phone.html", context)
