"""What a giver is written. The address of the giver's page opens it by itself, so the text is erased once it is sent;
the subject names nobody and no sum."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.yen import format_yen
from ibasho.rooms.mealtickets.models import Gift
from ibasho.town.outbox import actions as outbox
from ibasho.town.outbox.models import Message

_NEWS: dict[str, tuple[str | Promise, str | Promise]] = {
    "promised": (gettext_lazy("寄附の お申しこみを うけつけました"), gettext_lazy("お申しこみ ありがとうございます。")),
    "asked": (gettext_lazy("寄附の ページの アドレス"), gettext_lazy("あなたの 寄附の ページは こちらです。")),
    "received": (
        gettext_lazy("寄附を うけとりました"),
        gettext_lazy("寄附を うけとりました。ありがとうございます。こどもたちの 食事に つかいます。"),
    ),
}  # fmt: skip


def page_url(gift: Gift) -> str:
    """The full address of the giver's own page."""
    return settings.PUBLIC_URL + reverse("mealtickets:gift", kwargs={"public_id": gift.public_id})


def tell(*, gift: Gift, news: str, by: Actor, at: datetime) -> None:
    """Part of an action on the gift."""
    subject, words = _NEWS[news]
    lines = [
        str(words),
        "",
        _("金額: %(yen)s（%(fund)s）") % {"yen": format_yen(gift.amount_yen), "fund": gift.fund.name},
        _("受けとりの 証明書や、何食 食べられたかは、このページで 見られます:"),
        page_url(gift),
        "",
        _("このアドレスを 知っている人は だれでも ページを ひらけます。ほかの人に 見せないでください。"),
    ]
    outbox.send(
        to=gift.email, event_key=_event_key(gift, news, at), subject=str(subject), body="\n".join(lines), by=by, at=at,
        secret=True,
    )  # fmt: skip


def asked_times(gift: Gift) -> int:
    """How often the address of this page was sent because somebody asked."""
    return Message.objects.filter(event_key__startswith=f"mealtickets.gift.asked:{gift.pk}:").count()


def _event_key(gift: Gift, news: str, at: datetime) -> str:
    """Once for what happens once; whoever asks for the address again gets it again, once a minute at most."""
    again = f":{int(at.timestamp()) // 60}" if news == "asked" else ""
    return f"mealtickets.gift.{news}:{gift.pk}{again}"
