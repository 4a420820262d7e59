"""The sheet that is filled in by hand and faxed, in the order in which staff type it in. Reads only."""

from __future__ import annotations

import io
from datetime import date

import segno
from django.conf import settings
from django.urls import reverse

from ibasho.base.ports import pdf
from ibasho.rooms.surplus.rules import allergens
from ibasho.rooms.surplus.rules.kinds import Band, DateKind, Food

_QUIET = 4  # modules of white around a QR: without them no reader finds it


def sheet(*, day: date) -> bytes:
    address = settings.PUBLIC_URL + reverse("surplus:give")
    data = {
        "title": "食べものの おすそわけ 用紙", "day": day.isoformat(), "who": _desk(),
        "foods": [one.label for one in Food], "bands": [one.label for one in Band],
        "dates": [one.label for one in DateKind if one is not DateKind.NONE],
        "allergens": [one.word for one in allergens.ALLERGENS], "short": address.split("://")[-1],
        "alt": "おすそわけの ページへの QRコード",
        "before": "書けるところだけで かまいません。市へ FAX するか、電話で 読みあげてください。マイナンバーは 書かないでください。",
        "after": [
            "消費期限は 安全に 食べられる さいごの日、賞味期限は おいしく 食べられる めやすの日です。消費期限を すぎたものは うけとれません。",
            "つくった食べもので アレルギー物質が わからないものは、こどもには くばれません。",
            "お名前と 連絡先は、うけわたしの 連絡だけに 使い、登録の ない方のは おわって 90日で 消します。",
        ],
    }  # fmt: skip
    return pdf.render("surplus/pdf/sheet.typ", data, files={"page.svg": _qr(address)})


def _desk() -> str:
    """Where it goes: the city's department with its telephone, as far as they are known."""
    city = settings.IBASHO_CITY
    return "　".join(str(city[key]) for key in ("name", "department", "phone") if city.get(key))


def _qr(text: str) -> bytes:
    out = io.BytesIO()
    code = segno.make(text, error="q", micro=False, boost_error=False)
    code.save(out, kind="svg", border=_QUIET, xmldecl=False, dark="#000", light="#fff")
    return out.getvalue()
