"""The account of a member: found by the address as it was typed, and nothing of it is offered to choose from."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.familysupport.models import Member
from ibasho.town.people.models import Person

NAMED_AFTER = "email"


def named(email: str) -> Person:
    """The living account of this mail address. Raises Invalid where there is none."""
    told = email.strip()
    found = Person.objects.filter(email__iexact=told, closed_at__isnull=True).first() if told else None
    if found is None:
        sentence = _(
            "この メールアドレスの アカウントは ありません。つづりを たしかめるか、市の 担当に アカウントを つくって もらってください。"
        )
        raise Invalid("support.no_account", sentence, fields={NAMED_AFTER: sentence})
    return found


def is_taken(member: Member, person: Person) -> bool:
    """Whether another member whose name still stands has this account."""
    rows = Member.objects.filter(centre=member.centre_id, person=person, erased_at__isnull=True)
    return rows.exclude(pk=member.pk).exists()
