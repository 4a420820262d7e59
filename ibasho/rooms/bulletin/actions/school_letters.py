"""What a school is written. A mail that holds its link is erased once it is on its way. Each function is part of an action."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from ibasho.base.kernel import wareki
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.bulletin.models import Delivery
from ibasho.rooms.bulletin.queries.school_texts import japanese
from ibasho.town.outbox import actions as outbox

_PRIVATE = "このリンクは 学校の中だけで 使ってください。アカウントは いりません。"


def handed(one: Delivery, address: str, by: Actor, at: datetime) -> bool:
    """The paper has come. False where the school has no address."""
    words = [
        f"「{one.handout.title}」を とどけました（{one.classes}学級・{one.copies}まい）。こどもたちに くばってください。",
        "とどいたこと、くばったことを、つぎの ページで おしえてください。1回 おすだけです。",
    ]
    return _send(one, "handed", f"おたよりを とどけました（{one.handout.title}）", words, address, by, at)


def link(one: Delivery, address: str, by: Actor, at: datetime) -> bool:
    words = [f"「{one.handout.title}」の 学校の ページの アドレスです。前の リンクは 使えなくなりました。"]
    return _send(one, "link", "学校の ページの アドレス", words, address, by, at)


def _send(
    one: Delivery, key: str, subject: str, words: list[str], address: str, by: Actor, at: datetime
) -> bool:
    if not one.school.email:
        return False
    text = "保護者の 連絡アプリに、そのまま 使える 文です：\n\n" + japanese(one)
    day = f"くばる日：{wareki.full_label(one.handout.hand_on)}"
    body = "\n\n".join(
        [f"{one.school.name} 様", *words, day, address, _PRIVATE, text, str(settings.IBASHO_CITY["name"])]
    )
    outbox.send(
        to=one.school.email, event_key=f"bulletin.delivery.{key}-{int(at.timestamp())}:{one.public_id}",
        subject=subject, body=body, by=by, at=at, secret=True,
    )  # fmt: skip
    return True
