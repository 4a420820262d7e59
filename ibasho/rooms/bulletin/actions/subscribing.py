"""A mail address without an account: asked by a mail, begun by the link in it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.bulletin.actions import subscriptions
from ibasho.rooms.bulletin.models import Subscription
from ibasho.rooms.bulletin.rules.wanted import Wanted
from ibasho.town.outbox import actions as outbox
from ibasho.town.outbox.actions import addresses
from ibasho.town.outbox.models import Address, Channel
from ibasho.town.outbox.queries import addresses as known

CONFIRM_DAYS = 2  # the outbox forgets an address that never answered after as long
_SALT = "bulletin.confirm"
_SETS = ("districts", "stages", "wishes", "kinds", "places")


@transaction.atomic
def ask(*, plain: str, wanted: Wanted, language: str, key: UUID, by: Actor, at: datetime) -> None:
    """Writes to the address; the choice itself travels in the link, so that nobody changes another's by typing their address.
    Whether it is known makes no difference that could be seen. `key` is the form's own: sent twice, it is one mail."""
    address = known.find(Channel.MAIL, plain)
    # who has not confirmed yet: the two days begin anew
    if address is None or address.gone_at is not None or address.confirmed_at is None:
        address = addresses.keep(
            channel=Channel.MAIL, plain=plain, by=by, at=at, moment=at, language=language, confirmed=False
        )
    url = f"{settings.PUBLIC_URL}{reverse('bulletin:confirm')}?{urlencode({'t': token(address, wanted)})}"
    with translation.override(language):
        subject, body = _letter(url)
    outbox.send(
        to=address, event_key=f"bulletin.confirm:{key.hex}", subject=subject, body=body, by=by, at=at, urgent=True,
        secret=True,
    )  # fmt: skip


@transaction.atomic
def confirm(*, told: str, by: Actor, at: datetime) -> Subscription:
    """Somebody answered from there. Raises Conflict for a link that is old or not ours."""
    address, wanted = opened(told)
    addresses.confirm(address=address, by=by, at=at)
    return subscriptions.keep(wanted=wanted, address=address, by=by, at=at)


def token(address: Address, wanted: Wanted) -> str:
    chosen = [sorted(getattr(wanted, name)) for name in _SETS]
    return signing.dumps([address.public_id, chosen], salt=_SALT, compress=True)


def opened(told: str) -> tuple[Address, Wanted]:
    """Raises Conflict for a link that is older than a week, was cut, or whose address is gone."""
    try:
        public_id, chosen = signing.loads(told, salt=_SALT, max_age=timedelta(days=CONFIRM_DAYS))
    except signing.BadSignature as error:
        raise _old() from error
    address = Address.objects.filter(public_id=public_id, gone_at__isnull=True).first()
    if address is None:
        raise _old()
    return address, Wanted(**{name: frozenset(one) for name, one in zip(_SETS, chosen, strict=True)})


def _letter(url: str) -> tuple[str, str]:
    asked = _("おしらせを うけとりたい という もうしこみが ありました。")
    press = _("うけとるときは、2日の うちに ここを ひらいて「うけとる」を おしてください。")
    ignore = _("おぼえが なければ、なにも しないでください。なにも とどきません。")
    return _("おしらせを うけとりますか"), f"{asked}\n\n{press}\n{url}\n\n{ignore}\n"


def _old() -> Conflict:
    return Conflict(
        "bulletin.subscription.old_link",
        "この リンクは 古く なったか、とちゅうで 切れています。もういちど はじめから えらんでください。",
    )
