"""Every room's own answer to 「わたしを待っているもの」, by the room's name: the desk's home page asks them all for who is
there, a hand-over (引き継ぎ) asks them for who hands over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.bulletin.queries import waiting as bulletin
from ibasho.rooms.care.queries import waiting as care
from ibasho.rooms.familysupport.queries import waiting as familysupport
from ibasho.rooms.mealtickets.queries import work as mealtickets
from ibasho.rooms.network.queries import waiting as network
from ibasho.rooms.openhouse.queries import waiting as openhouse
from ibasho.rooms.reach.queries import waiting as reach
from ibasho.rooms.roster.queries import waiting as roster
from ibasho.rooms.surplus.queries import waiting as surplus
from ibasho.rooms.voices.queries import waiting as voices
from ibasho.town.concerns.queries import waiting as concerns
from ibasho.town.outbox.queries import waiting as outbox
from ibasho.town.payouts.queries import waiting as payouts
from ibasho.town.people import queries as people
from ibasho.town.places.queries import waiting as places

Ask = Callable[[Actor, datetime], list[Waiting]]


@dataclass(frozen=True, slots=True)
class Room:
    """`sealed`: not even a number of it leaves the person who may read it (守秘)."""

    label: str | Promise
    ask: Ask
    sealed: bool = False


ROOMS: tuple[Room, ...] = (
    Room(_("居場所"), places.waiting_for),
    Room(_("支払い"), payouts.waiting_for),
    Room(_("空白地区"), reach.waiting_for),
    Room(_("こどもの食事"), mealtickets.waiting_for),
    Room(_("自由に使える場所"), openhouse.waiting_for),
    Room(_("見守り"), roster.waiting_for),
    Room(_("ファミリー・サポート"), familysupport.waiting_for),
    Room(_("こどもの声"), voices.waiting_for),
    Room(_("気づきと相談"), care.waiting_for, sealed=True),
    Room(_("おすそわけ"), surplus.waiting_for),
    Room(_("つながり"), network.waiting_for),
    Room(_("知らせる"), bulletin.waiting_for),
    Room(_("おしらせ"), outbox.waiting_for),
    Room(_("心配ごと"), concerns.waiting_for, sealed=True),
    Room(_("ひと"), people.waiting_for, sealed=True),
)
