"""The words that are read out before somebody says yes: versions are added, never changed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.care import policies
from ibasho.rooms.care.models import ConsentText
from ibasho.rooms.care.queries import consents as queries
from ibasho.rooms.care.rules import consent as rules
from ibasho.rooms.care.rules.consent import Text
from ibasho.town.people.permissions import Permission

NOUN = "care.ConsentText"


@transaction.atomic
def add(*, text: Text, by: Actor, at: datetime) -> ConsentText:
    """A new version with its first day and the age from which a child says yes alone; `text.version` is not looked at.
    What was agreed to before keeps its own version. Raises Invalid."""
    policies.require(by, Permission.CARE_LEAD, at=at)
    kept(at=at)
    newest = ConsentText.objects.select_for_update().order_by("-version")[0]
    child, adult = (refuse_my_number(words.strip()) for words in (text.child_words, text.adult_words))
    rules.check_text(
        text.starts_on, text.alone_from_age, child, adult, newest=newest.starts_on, today=clock.day(at)
    )
    row = ConsentText.objects.create(
        version=newest.version + 1, starts_on=text.starts_on, alone_from_age=text.alone_from_age, child_words=child,
        adult_words=adult, set_at=at, set_by_id=by.person_id,
    )  # fmt: skip
    journal.record(
        "care.consent_text.add", noun=NOUN, object_id=row.pk, by=by, at=at, data={"version": row.version}
    )
    return row


def kept(*, at: datetime) -> ConsentText:
    """The row in force today. The house's first version becomes one the first time it is asked for; part of other acts."""
    if not ConsentText.objects.aggregate(newest=Max("version"))["newest"]:
        first = rules.first_text()
        ConsentText.objects.get_or_create(
            version=first.version,
            defaults={
                "starts_on": first.starts_on, "alone_from_age": first.alone_from_age, "child_words": first.child_words,
                "adult_words": first.adult_words, "set_at": at,
            },
        )  # fmt: skip
    found = queries.row_in_force(clock.day(at))
    return found or ConsentText.objects.order_by("starts_on", "version")[0]
