"""The page of a company or person who gives: asked for on the giver's page, shown once somebody of the city has looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.base.kernel.text import clean_text, clean_url
from ibasho.rooms.mealtickets.models import Donor, Gift
from ibasho.rooms.mealtickets.models.gift import Moderation
from ibasho.rooms.mealtickets.rules import logos


@dataclass(frozen=True, slots=True)
class Wish:
    """What the page shall say. `logo` is the file as it came; None leaves the logo that is there."""

    name: str
    kana: str = ""
    words: str = ""
    url: str = ""
    logo: bytes | None = None


@transaction.atomic
def ask(*, gift: Gift, wish: Wish, by: Actor, at: datetime) -> Donor:
    """By whoever holds the giver's page. A page that is changed waits again until somebody has looked. Raises
    Conflict before the money has come, Invalid for what can't stand there."""
    row = Gift.objects.select_for_update(of=("self",)).select_related("donor").get(pk=gift.pk)
    if row.state != Gift.State.RECEIVED:
        raise Conflict("donor.no_money", _("応援のページは、お金が 届いてから つくれます。"))
    donor = row.donor or Donor(public_id=new_code(), made_at=at)
    before = str(donor.logo.name or "")
    donor.name, donor.kana, donor.words, donor.url = _checked(wish)
    donor.state = Moderation.WAITING
    if wish.logo is not None:
        donor.logo.save(f"{new_code()}.webp", ContentFile(logos.redrawn(wish.logo)), save=False)
        if before:
            stored = donor.logo.storage
            transaction.on_commit(lambda: stored.delete(before))
    donor.save()
    if row.donor_id is None:
        row.donor = donor
        row.save(update_fields=["donor"])
    journal.record(
        "mealtickets.donor.ask", noun="mealtickets.Donor", object_id=donor.pk, by=by, at=at,
        data={"gift": row.pk, "logo": bool(donor.logo)},
    )  # fmt: skip
    return donor


@transaction.atomic
def join(*, gift: Gift, before: Gift, by: Actor, at: datetime) -> Donor:
    """A further gift of somebody who has a page: `before` is a gift of theirs whose own page they can open. Raises
    Conflict where this has no money, or that no page."""
    rows = {row.pk: row for row in _locked(gift, before)}
    row, known = rows[gift.pk], rows[before.pk].donor
    if row.state != Gift.State.RECEIVED:
        raise Conflict("donor.no_money", _("応援のページは、お金が 届いてから つくれます。"))
    if known is None or row.donor_id not in (None, known.pk):
        sentence = _("その寄附には まだ 応援のページが ありません。アドレスを たしかめてください。")
        raise Conflict("donor.no_page", sentence, fields={"before": sentence})
    row.donor = known
    row.save(update_fields=["donor"])
    journal.record(
        "mealtickets.donor.join", noun="mealtickets.Donor", object_id=known.pk, by=by, at=at,
        data={"gift": row.pk},
    )  # fmt: skip
    return known


@transaction.atomic
def close(*, gift: Gift, by: Actor, at: datetime) -> None:
    """The giver takes the page down: name, words and logo are gone. Nothing happens where there is none."""
    row = Gift.objects.select_for_update(of=("self",)).select_related("donor").get(pk=gift.pk)
    if row.donor is None:
        return
    donor, stored, name = row.donor, row.donor.logo.storage, str(row.donor.logo.name or "")
    Gift.objects.filter(donor=donor).update(donor=None)
    journal.record("mealtickets.donor.close", noun="mealtickets.Donor", object_id=donor.pk, by=by, at=at)
    donor.delete()
    if name:
        transaction.on_commit(lambda: stored.delete(name))


def _locked(*gifts: Gift) -> list[Gift]:
    keys = sorted({gift.pk for gift in gifts})
    rows = Gift.objects.select_for_update(of=("self",)).select_related("donor")
    return list(rows.filter(pk__in=keys).order_by("pk"))


def _checked(wish: Wish) -> tuple[str, str, str, str]:
    name, kana, words = (clean_text(text).text for text in (wish.name, wish.kana, wish.words))
    url = clean_url(wish.url) if wish.url.strip() else ""
    problems = {
        "name": _("ページに のせる 名前を 120文字までで 入れてください。")
        if not 0 < len(name) <= 120
        else "",
        "kana": _("よみは 160文字までです。") if len(kana) > 160 else "",
        "words": _("ひとことは 200文字までです。") if len(words) > 200 else "",
        "url": _("ホームページは https:// から はじまる アドレスを 入れてください。")
        if url is None or len(url) > 400
        else "",
    }
    found = {field: sentence for field, sentence in problems.items() if sentence}
    if found:
        raise Invalid("donor.words", _("ページに のせる ことばを たしかめてください。"), fields=found)
    return refuse_my_number(name), kana, refuse_my_number(words), url or ""
