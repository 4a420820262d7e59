"""B and F: a place is told three facts; consent keeps version and date; nobody writes privately to a child."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.care.actions import referrals as actions
from ibasho.rooms.care.forms import referrals as forms
from ibasho.rooms.care.models import Referral
from ibasho.rooms.care.rules.consent import Consent
from ibasho.rooms.care.rules.kinds import Consenting
from ibasho.rooms.care.rules.referrals import Facts
from ibasho.town.people.models import Person
from tests import make
from tests.make import AT
from tests.people import Cast
from tests.rooms.care import ground

As = Callable[[Person], Client]
NEVER = (
    "birth",
    "born",
    "school",
    "address",
    "guardian_phone",
    "phone",
    "reason",
    "grade",
    "home",
    "start",
    "lat",
    "lng",
)
CANARIES = {
    "birth date": "2015年4月1日生まれ", "school": "虹橋小学校", "address": "虹橋町3-4-5", "guardian phone": "090-1234-5678",
    "reason": "虐待の 相談",
}  # fmt: skip


def test_16_a_referral_has_no_place_for_more_than_the_three_facts() -> None:
    """By reflection: no column and no field of a form could hold a birth date, a school, an address, a phone or a reason."""
    words = {field.name for field in Referral._meta.get_fields() if isinstance(field, models.BinaryField)}
    assert words == {"sealed_child", "sealed_allergy", "sealed_collect", "sealed_decline_words", "child_mark"}
    texts = {
        field.name for field in Referral._meta.get_fields() if isinstance(field, models.CharField | models.TextField)
    }  # fmt: skip
    assert texts == {
        "state",
        "decline",
        "ended_how",
        "consent_by",
        "consent_how",
    }  # all of them chosen from a list
    asked = set(forms.AskForm.base_fields)
    assert asked == {
        "version", "consent_by", "age_met", "consent_how", "consent_on", "child", "allergy", "collect", "first_on"
    }  # fmt: skip
    assert not [name for name in asked for never in NEVER if never in name]


@pytest.mark.parametrize("what", list(CANARIES))
@pytest.mark.parametrize("field", ["child", "allergy", "collect"])
def test_16_what_is_typed_beside_them_never_reaches_the_place(
    what: str, field: str, town: Cast, as_person: As
) -> None:
    place = make.place(organisation=town.midori)
    told = {"child": "ゆいちゃん", "allergy": "たまご", "collect": "おばあさん", field: CANARIES[what]}
    said = Consent(1, Consenting.BOTH, "spoken", clock.day(AT), age_met=False)
    with pytest.raises(Invalid):
        actions.ask(
            place=place, facts=Facts(**told), first_on=None, consent=said, by=town.by(town.sumi), at=AT
        )
    assert CANARIES[what] not in as_person(town.hana).get(reverse("care:ops_welcome")).content.decode()


def test_16_every_page_of_the_place_holds_three_facts_and_days(town: Cast, as_person: As) -> None:
    row = ground.referral(town, make.place(organisation=town.midori))
    hana = as_person(town.hana)
    one = hana.get(reverse("care:ops_welcome_one", args=[row.matter.public_id]))
    shown = one.content.decode()
    for told in ("ゆいちゃん", "たまご", "おばあさん（18時）"):
        assert told in shown
    for never in ("澄", "同意", "生年月日", "学校", "こども本人", "保護者の電話"):
        assert never not in shown, never
    listed = hana.get(reverse("care:ops_welcome")).content.decode()
    for word in ("ゆいちゃん", "たまご", "おばあさん"):
        assert word not in listed, word
    assert "api" not in one.request["PATH_INFO"] and one["Content-Type"].startswith("text/html")


def test_16_yes_shows_a_place_nothing_new(town: Cast, as_person: As) -> None:
    row = ground.referral(town, make.place(organisation=town.midori))
    before = actions.read_for_place(referral=row, by=town.by(town.hana), at=AT)
    actions.accept(referral=row, by=town.by(town.hana), at=AT)
    row.refresh_from_db()
    assert actions.read_for_place(referral=row, by=town.by(town.hana), at=AT) == before


def test_18_a_stranger_meets_the_same_page_for_a_real_and_a_made_up_number(town: Cast, as_person: As) -> None:
    row = ground.referral(town, make.place(organisation=town.midori))
    made_up = "ZZZZZZZZZZ"
    for name in ("ken", "fumi", "aoi", "mado", "tsubaki", "tamotsu", "tomoe"):
        client = as_person(getattr(town, name))
        client.get("/accounts/")
        real, never = (
            client.get(reverse("care:ops_welcome_one", args=[code]))
            for code in (row.matter.public_id, made_up)
        )
        assert real.status_code == never.status_code == 404
        same = real.content.replace(row.matter.public_id.encode(), made_up.encode())
        assert _plain(same) == _plain(never.content), name


def _plain(page: bytes) -> bytes:
    return b"".join(line for line in page.splitlines() if b"csrf" not in line and b"nonce" not in line)


def test_44_consent_keeps_its_version_its_day_and_the_age_of_its_text(town: Cast) -> None:
    row = ground.referral(town, make.place(organisation=town.midori))
    assert row.consent_text.version == 1 and row.consent_on == clock.day(AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=row.pk).update(consent_by="child", consent_age_met=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=row.pk).update(consent_text=None)
    said = Consent(1, Consenting.CHILD, "spoken", clock.day(AT) - timedelta(days=1), age_met=True)
    alone = actions.ask(
        place=make.place("もう1つ", organisation=town.midori), facts=Facts("あお", "なし", "ひとりで 帰る"), first_on=None,
        consent=said, by=town.by(town.sumi), at=AT,
    )  # fmt: skip
    assert (alone.consent_by, alone.consent_age_met, alone.consent_on) == ("child", True, said.on)


def test_63_no_form_of_a_referral_writes_to_a_child_and_none_by_a_child(town: Cast) -> None:
    """What a place writes is read by the centre, what the centre writes by the place; neither has an address of a child."""
    kept = json.dumps([field.name for field in Referral._meta.get_fields()])
    for never in ("mail", "phone", "account", "message", "reply"):
        assert never not in kept
    row = ground.referral(town, make.place(organisation=town.midori))
    people = {
        field.related_model for field in row._meta.get_fields() if field.is_relation and field.name.endswith("_by")
    }  # fmt: skip
    assert people <= {Person, None}
