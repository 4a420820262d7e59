"""「見せて・直して・消して」 without an account: asked on a page, answered by the city."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.town.people import policies
from ibasho.town.people.models import DataAsk
from ibasho.town.people.permissions import Permission

NOUN = "people.DataAsk"


@transaction.atomic
def put(*, kind: str, words: str, contact: str, by: Actor, at: datetime) -> DataAsk:
    """From this moment it waits at the city's desk. Raises Invalid."""
    told, where = (refuse_my_number(text.strip()) for text in (words, contact))
    if not told:
        sentence = _("どんなことか、ひとことだけ 書いてね。")
        raise Invalid("people.ask_words", sentence, fields={"words": sentence})
    row = DataAsk.objects.create(kind=kind, words=told, contact=where, asked_at=at)
    journal.record("people.data_ask.put", noun=NOUN, object_id=row.pk, by=by, at=at, data={"kind": row.kind})
    return row


@transaction.atomic
def look_through(*, by: Actor, at: datetime) -> list[DataAsk]:
    """What waits, and what was answered in the last year. The entry comes before the words."""
    policies.require_city(by, Permission.PEOPLE_MANAGE, day=clock.day(at))
    journal.record("people.data_ask.look_through", noun=NOUN, object_id="", by=by, at=at)
    return list(DataAsk.objects.order_by("answered_at", "asked_at"))


@transaction.atomic
def answer(*, ask: DataAsk, words: str, by: Actor, at: datetime) -> DataAsk:
    """What the city did, or why it can't: whoever asked reads it with the number. Raises Invalid, Conflict."""
    policies.require_city(by, Permission.PEOPLE_MANAGE, day=clock.day(at))
    row = DataAsk.objects.select_for_update().get(pk=ask.pk)
    if row.answered_at is not None:
        raise Conflict("people.ask_answered", _("もう こたえてあります。へんじは 下に あります。"))
    told = refuse_my_number(words.strip())
    if not told:
        sentence = _("したことと、できないときは わけを 書いてください。")
        raise Invalid("people.ask_answer", sentence, fields={"words": sentence})
    row.answer, row.answered_at, row.answered_by_id = told, at, policies.person_of(by)
    row.contact = ""  # it was there for the answer alone
    row.save()
    journal.record(
        "people.data_ask.answer", noun=NOUN, object_id=row.pk, by=by, at=at, data={"kind": row.kind}
    )
    return row
