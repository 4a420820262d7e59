"""募集 on paper: a poster with a QR and strips to tear off, and the form to fill in by hand. Reads only."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse

from ibasho.base.ports import pdf
from ibasho.rooms.roster.queries.vacancies import Shown
from ibasho.rooms.roster.rules.kinds import AgeBand
from ibasho.rooms.roster.rules.registering import SUBJECTS

STRIPS = 8
LETTERS_MAX, LINES_MAX = 320, 9  # of the words on a poster
_QUIET = 4  # modules of white around a QR: without them no reader finds it
DUTY = "この仕事では、法律（こども性暴力防止法）の 確認の手つづきが あります。"


def poster(shown: Shown, *, day: date) -> bytes:
    """Raises Invalid for a letter no font has."""
    address = settings.PUBLIC_URL + reverse("roster:join_one", args=[shown.vacancy.public_id])
    data = {
        **_told(shown, day), "heading": "お手伝いの人を 募集します", "address": address,
        "short": address.split("://")[-1],
        "alt": "募集ページへの QRコード", "strips": STRIPS,
        "scan": "くわしいこと・申しこみは こちら（紙でも 電話でも できます）",
    }  # fmt: skip
    return pdf.render("roster/pdf/poster.typ", data, files={"page.svg": _qr(address)})


def form(shown: Shown, *, day: date) -> bytes:
    """What staff type in afterwards stands here in the same order, and nothing else: no birthday, no My Number."""
    data = {
        **_told(shown, day), "heading": "お手伝い 申込書", "subjects-of": list(SUBJECTS),
        "ages": [one.label for one in AgeBand],
        "before": "書けるところだけで かまいません。マイナンバーや 誕生日は 書かないでください。",
        "after": [
            "書いたことは 面談の連絡と お手伝いの 相談にだけ 使います。",
            "見送りになったとき、やめたときは、30日で 名前と連絡先を 消します。",
            "16歳より下の人は、保護者と いっしょに 窓口か 電話で 申しこんでください。",
        ],
    }  # fmt: skip
    return pdf.render("roster/pdf/form.typ", data)


def _told(shown: Shown, day: date) -> dict[str, Any]:
    vacancy = shown.vacancy
    pairs = [("いつ", vacancy.when)]
    pairs += [("どこで", shown.place.name)] if shown.place else []
    pairs += [("お礼", vacancy.pay or "ありません（無償）")]
    pairs += [("おしえる科目", "、".join(vacancy.subjects))] if vacancy.subjects else []
    pairs += [("年齢", "高校生・中学生も 歓迎" if vacancy.youth_welcome else "18歳から")]
    pairs += (
        [("おわり", f"{vacancy.closes_on.month}月{vacancy.closes_on.day}日")] if vacancy.closes_on else []
    )
    return {
        "title": vacancy.title, "day": day.isoformat(), "facts": pairs, "words": _on_one_page(vacancy.words),
        "who": vacancy.organisation.name, "phone": shown.phone, "duty": DUTY if shown.duty else "",
    }  # fmt: skip


def _on_one_page(words: str) -> list[str]:
    """The first lines, as far as a poster holds them; the rest stands on the page the QR leads to."""
    kept: list[str] = []
    room = LETTERS_MAX
    for line in words.split("\n"):
        if len(line) > room or len(kept) == LINES_MAX:
            return [*kept, f"{line[:room]}…（つづきは ページで）"] if len(kept) < LINES_MAX else kept
        kept.append(line)
        room -= len(line)
    return kept


def _qr(text: str) -> bytes:
    out = io.BytesIO()
    code = segno.make(text, error="q", micro=False, boost_error=False)
    code.save(out, kind="svg", border=_QUIET, xmldecl=False, dark="#000", light="#fff")
    return out.getvalue()
