"""A member whom the adviser gives a link, and the letter with it on A4."""

from __future__ import annotations

import io
from datetime import date

import segno
from django.conf import settings
from django.urls import reverse

from ibasho.base.kernel.errors import NotFound
from ibasho.base.ports import pdf
from ibasho.rooms.familysupport.models import Member
from ibasho.rooms.familysupport.rules.kinds import MemberKind

_QUIET = 4  # modules of white around a QR: without them no reader finds it


def member(public_id: str) -> Member:
    """For who has shown that they advise. Raises NotFound for an unknown or erased one."""
    rows = Member.objects.select_related("centre", "person").filter(erased_at__isnull=True)
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotFound(
            "familysupport.member_unknown", "この会員は 見つかりません。会員の 一覧から えらんでください。"
        )
    return found


def helping_member(public_id: str) -> Member:
    """The same, of who helps."""
    found = member(public_id)
    if found.kind == MemberKind.USER:
        raise NotFound(
            "familysupport.not_a_provider",
            "依頼会員には 動ける時間の ページが ありません。提供会員か 両方会員の人を えらんでください。",
        )
    return found


def letter(row: Member, address: str, letters: str, day: date) -> bytes:
    """A4 with QR and letters. Raises Invalid for a letter no font has."""
    site = settings.PUBLIC_URL + reverse("familysupport:my")
    does = {
        MemberKind.USER: "依頼を 出す・見る、報告を 確かめる",
        MemberKind.PROVIDER: "おねがいに 返事を する、決まった活動を 見る、報告を 書く",
        MemberKind.BOTH: "依頼を 出す、おねがいに 返事を する、報告を 書く・確かめる",
    }[MemberKind(row.kind)]
    data = {
        "heading": "ファミリー・サポートの あなたの ページ", "name": f"{row.name} 様", "day": day.isoformat(),
        "does": does, "site": site.split("://")[-1], "letters": letters, "alt": "あなたの ページへの QRコード",
        "centre": row.centre.name, "phone": row.centre.phone, "hours": row.centre.hours_words,
        "rules": [
            "この紙は あなた専用です。ほかの人に わたさないでください。",
            "なくしたときは、すぐに センターに 電話してください。前の リンクは とめて、新しい リンクを わたします。",
            "スマホを 使わない人は、いままでどおり 電話で だいじょうぶです。",
        ],
    }  # fmt: skip
    return pdf.render("familysupport/pdf/member_link.typ", data, files={"page.svg": _qr(address)})


def _qr(text: str) -> bytes:
    out = io.BytesIO()
    code = segno.make(text, error="q", micro=False, boost_error=False)
    code.save(out, kind="svg", border=_QUIET, xmldecl=False, dark="#000", light="#fff")
    return out.getvalue()
