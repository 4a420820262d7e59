"""Staff type in for an organisation."""

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Via
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed
from ibasho.town.people import policies
from ibasho.town.people.actions import acting
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission
from tests.make import AT, TUESDAY
from tests.people import Cast


def test_the_journal_carries_for_whom_and_how(town: Cast) -> None:
    actor = acting.start(organisation=town.midori, via=Via.FAX, by=town.by(town.mado), at=AT)
    assert (actor.person_id, actor.acting_for, actor.via) == (town.mado.pk, town.midori.pk, Via.FAX)
    entry = Entry.objects.get(verb="people.acting.start")
    assert (entry.acting_for, entry.via) == (town.midori.pk, "fax")


def test_while_acting_only_that_organisation_is_offered(town: Cast) -> None:
    actor = acting.start(organisation=town.midori, via=Via.PHONE, by=town.by(town.mado), at=AT)
    assert list(policies.organisations_of(actor, Permission.PLACES_EDIT, day=TUESDAY)) == [town.midori]


def test_stopping_gives_the_person_back(town: Cast) -> None:
    actor = acting.start(organisation=town.midori, via=Via.PHONE, by=town.by(town.mado), at=AT)
    assert acting.stop(by=actor, at=AT) == town.by(town.mado)
    assert Entry.objects.filter(verb="people.acting.stop", acting_for=town.midori.pk).exists()


def test_a_web_page_is_no_channel_and_a_closed_group_no_principal(town: Cast) -> None:
    with pytest.raises(Invalid):
        acting.start(organisation=town.midori, via=Via.PAGE, by=town.by(town.mado), at=AT)
    Organisation.objects.filter(pk=town.midori.pk).update(is_active=False)
    town.midori.refresh_from_db()
    with pytest.raises(Conflict):
        acting.start(organisation=town.midori, via=Via.PHONE, by=town.by(town.mado), at=AT)


@pytest.mark.parametrize("who", ["tsubaki", "hana", "ken", "tamotsu"])
def test_others_do_not_type_in_for_somebody(town: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        acting.start(organisation=town.midori, via=Via.PHONE, by=town.by(getattr(town, who)), at=AT)
