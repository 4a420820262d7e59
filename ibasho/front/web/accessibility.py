"""/accessibility/: how far these pages can be used by everybody, what was tested and what is not there yet (JIS X 8341-3).

The makers' own test, criterion by criterion, is docs/wcag.toml; tests/evidence/test_wcag.py keeps this page true to it.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ibasho.base.ui import doors
from ibasho.base.ui.request import Request

STANDARD = "JIS X 8341-3:2016"
TESTED_ON = date(2026, 11, 28)
# Of the 55 criteria of WCAG 2.2, A and AA. `none`: they do not apply.
COUNTS = {"met": 42, "partly": 6, "not": 0, "none": 7}
# Criterion → what it is about, what is not there yet.
PARTLY = {
    "1.1.1": (_("写真や 絵の 説明"), _("写真の 説明は、のせる 団体の 人が 書きます。")),
    "1.3.5": (_("らんの しるし"), _("こどもの よび名は、わざと 自動では 入りません。みんなの タブレットで、ほかの子の 名前が 出ないように。")),
    "2.2.1": (_("時間の 長さ"), _("どなたも、12時間で もう一度 ログインします。入口の タブレットは、6秒で はじめに もどります。")),
    "3.1.2": (_("一部分の ことば"), _("団体の 人が ほかの 国の ことばで 書いても、しるしは つきません。")),
    "3.3.8": (_("ログインの しやすさ"), _("入口の タブレットで とった 自習の 席は、4つの 数字を 書きとめて 使います。")),
    "4.1.3": (_("変わったことの お知らせ"), _("読みあげソフトを 使う 人には、まだ たしかめて もらっていません。")),
}  # fmt: skip


@doors.child
@doors.shared()
@require_safe
def accessibility(request: Request) -> HttpResponse:
    page = {
        "standard": STANDARD,
        "tested_on": TESTED_ON,
        "counts": COUNTS,
        "partly": [(code, name, words) for code, (name, words) in PARTLY.items()],
        "trial": settings.DEMO and not settings.IBASHO_CITY["demo"],
    }
    return render(request, "web/accessibility.html", page)
