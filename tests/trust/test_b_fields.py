"""B 16. What volunteers, shops, group helpers and shop devices are answered never holds a birth date, a school, a home address, a
guardian or why somebody needs help: canaries in every such column, every page that opens walked in every form it has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import models, transaction
from django.test import Client

from ibasho.base.kernel.tables import read_table
from ibasho.base.ports import pdf
from ibasho.base.ui import exports
from ibasho.rooms.mealtickets.models import Card
from ibasho.rooms.mealtickets.queries.cards import text_of
from ibasho.town.people.models import Membership, Person
from tests import house, objects
from tests.people import SINCE, UNTIL, Cast, cast
from tests.rooms.mealtickets import ground
from tests.rooms.mealtickets.till import till
from tests.signing_in import sign_in
from tests.trust import exporters
from tests.trust.walking import addresses

LIKE = re.compile(
    r"birth|born|school|address|guardian|parent|needs|allergy|unmet_reason|disab|income", re.IGNORECASE
)
BORN = date(2019, 3, 14)  # in no other row
BORN_AS = ("2019-03-14", "2019/3/14", "2019年3月14日", "平成31年3月14日", "平31.3.14", "3月14日")
PLANTED = {  # column → the word put into every row of it
    "familysupport.Child.born_on": BORN,
    "familysupport.Child.school": "せいかどう小",
    "familysupport.Child.needs": None,  # codes of a list, not words
    "familysupport.Child.allergy": "じじょう乙",
    "familysupport.Request.needs": None,
    "familysupport.Visit.unmet_reason": None,  # a choice, not words
    "familysupport.Member.address": "かくし町1-2-3",
    "roster.Helper.guardian_name": "ほご 者子",
    "roster.Helper.guardian_phone": "000-7777-0001",
    "mealtickets.Gift.address": "かくし町4-5-6",
    "mealtickets.Receipt.address": "かくし町7-8-9",
}
NOBODYS = {  # such a name, and why no person's secret is in it
    "bulletin.LineEvent.address": "a number: which address of the outbox",
    "bulletin.Subscription.address": "a number: which address of the outbox",
    "familysupport.Request.needs_car": "yes or no: whether the way needs a car",
    "openhouse.GuardianNotice.guardian": "who is told, an account: its name is looked for by the protection walk",
    "outbox.Message.address": "a number: which address",
    "outbox.Message.to_address": "where a letter went: no page outside the desk shows letters",
    "outbox.Address.sealed": "sealed",
    "roster.Helper.guardian_consent_on": "a day",
    "care.Referral.sealed_allergy": "sealed; what the place that welcomes the child is told (test_b_referrals)",
}
OWN = {"mealtickets:gift_receipt"}  # behind the giver's own link: their own address
WORDS = tuple(word for word in PLANTED.values() if isinstance(word, str))


def test_16_every_such_column_is_planted_or_nobodys() -> None:
    rows = house.listed("inventory.toml")
    like = {
        f"{model._meta.label}.{one.name}"
        for model in house.own_models()
        for one in house.own_fields(model)
        if LIKE.search(one.name)
        and rows[model._meta.app_label].get(model.__name__, {}).get(one.name, {}).get("class", 0) >= 2
    }
    assert like - set(PLANTED) - set(NOBODYS) == set(), "a new column: plant it, or say why it is nobody's"
    assert set(PLANTED) <= like


@pytest.fixture(scope="module")
def said(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[tuple[str, str], str]]:
    """(address, who) → all that was answered there, as page, file and paper."""
    told: dict[tuple[str, str], str] = {}
    recorder, patch = pdf.Recorder(), pytest.MonkeyPatch()
    patch.setattr(pdf, "render", exporters.Watched(recorder, set()))
    with django_db_blocker.unblock(), transaction.atomic():
        people = cast()
        walked = list(addresses(objects.Objects(people)))
        assert plant() > 8, "the town is too small to say anything"
        for who in (None, _member(people, "operator"), _member(people, "helper")):
            client = sign_in(Client(), who) if who else Client()
            for one in walked:
                if one.expected("anonymous" if who is None else "hana") == 200 and (
                    who is None or one.path.startswith(("/ops/", "/my/", "/till/"))
                ):
                    answer = _answered(client, one.path, recorder)
                    if answer:
                        told[one.name, who.name if who else "anonymous"] = answer
        told |= _till(people)
        transaction.set_rollback(True)
    patch.undo()
    yield told


def plant() -> int:
    """The words in every row; returns how many rows bear one."""
    count = 0
    for label, word in PLANTED.items():
        model: type[models.Model] = next(
            one for one in house.own_models() if label.startswith(f"{one._meta.label}.")
        )
        if word is not None:
            count += model._default_manager.update(**{label.rpartition(".")[2]: word})
    return count


def _member(people: Cast, role: str) -> Person:
    person = Person.objects.create(email=f"{role}@example.test", name=role, ends_on=UNTIL)
    Membership.objects.create(
        person=person, organisation=people.midori, role=role, starts_on=SINCE, ends_on=UNTIL
    )
    return person


def _answered(client: Client, path: str, recorder: pdf.Recorder) -> str:
    """Of 200 alone: what is refused says nothing."""
    told = ""
    for form in ("", "?format=csv", "?format=xlsx"):
        recorder.calls.clear()
        with transaction.atomic():
            answer = client.get(path + form)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
            transaction.set_rollback(True)
        if answer.status_code != 200:
            break
        kind = answer.get("Content-Type", "")
        told += (
            str([row.cells for row in read_table(body).rows])
            if kind == exports.XLSX
            else body.decode("utf-8", "replace")
        )
        told += json.dumps([list(call[:2]) for call in recorder.calls], ensure_ascii=False, default=str)
        if not form and "?format=" not in told and "format=csv" not in told:
            break
    return re.sub(r"\\\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), told)


def _till(people: Cast) -> dict[tuple[str, str], str]:
    """A shop's device: its state, a meal, the same meal again, a card nobody knows."""
    counter = till(ground.ground().shop)
    head = {"Authorization": counter.header}
    card = Card.objects.order_by("pk").first()
    told = [Client().get("/api/v1/till/state", headers=head).content.decode()]
    for code in ([text_of(card)] if card else []) + ["x"]:
        scan = counter.body(counter.scan(code))
        told += [
            Client()
            .post("/api/v1/redemptions", scan, content_type="application/json", headers=head)
            .content.decode()
            for _twice in range(2)
        ]
    return {("till", "device"): "".join(told)}


def leaks(told: dict[tuple[str, str], str]) -> set[str]:
    return {
        f"{name} tells {who} {word}"
        for (name, who), text in told.items()
        for word in (*WORDS, *BORN_AS)
        if word in text and name not in OWN
    }


@pytest.mark.long
def test_16_nobody_outside_the_desk_is_told(said: dict[tuple[str, str], str]) -> None:
    assert len(said) > 150
    assert {who for _name, who in said} == {"anonymous", "operator", "helper", "device"}
    assert leaks(said) == set()


def test_16_a_leak_would_be_seen() -> None:
    told = {
        ("page", "helper"): "<td>せいかどう小</td>",
        ("list", "helper"): "2019年3月14日うまれ",
        ("ok", "helper"): "小学生",
    }
    assert leaks(told) == {
        "page tells helper せいかどう小",
        "list tells helper 2019年3月14日",
        "list tells helper 3月14日",
    }
