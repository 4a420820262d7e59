"""J 102. A My Number stands in no row, whichever form or address it was sent to."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django import forms
from django.db import connection
from django.test import Client

import ibasho
from ibasho.base.kernel.my_number import contains_my_number
from ibasho.base.ui.forms import HouseForm
from ibasho.town.people.models import Person
from tests import access, house, make, objects
from tests.long import walked
from tests.people import Cast
from tests.trust.walking import addresses

As = Callable[[Person], Client]
NUMBER = "1234 5678 9018"
FREE = ("answer", "words", "reason", "why", "note", "name", "nickname", "title", "kana", "description", "phone", "free_words",
        "people_note", "audience_note", "fee_note", "venue_name", "groups", "source_name", "restricted_to", "organiser_name",
        "opening_words", "building", "o-0-words", "code", "text", "q")  # fmt: skip
FIXED = {
    "do": "refuse", "via": "phone", "what": "closed", "stage": "upper", "kind": "kodomo_shokudo", "first": "2026-12-01",
    "last": "2026-12-01", "since": "2026-12-01", "confirmed": "yes", "role": "helper", "starts_on": "2026-11-24",
    "heads_elementary": "1", "nobody_shown": "on", "o-total": "1", "o-0-pattern": "weekly", "o-0-weekdays": "1",
    "waiting_max": "0", "signup_closes_hours": "0", "days-TOTAL_FORMS": "1", "days-INITIAL_FORMS": "0", "days-0-day": "2026-12-24",
    "email": "neu@example.test",
}  # fmt: skip


ENDS = re.compile(
    r"close|disable|leave|end_role|remove|withdraw|acting|import_drop"
)  # what would end the walk comes last


def forms_of_ours() -> Iterator[type[forms.BaseForm]]:
    for module in pkgutil.walk_packages(ibasho.__path__, "ibasho."):
        if "forms" in module.name.split("."):
            found = inspect.getmembers(importlib.import_module(module.name), inspect.isclass)
            yield from (
                each
                for _, each in found
                if issubclass(each, forms.BaseForm) and each.__module__ == module.name
            )


def test_102_every_form_of_ours_looks_for_it() -> None:
    ours = {each for each in forms_of_ours() if not issubclass(each, HouseForm)}
    # allauth's take addresses, passwords and codes, and one name of a passkey
    assert {each.__name__ for each in ours} <= {
        "PasskeyForm", "LoginForm", "RequestLoginCodeForm", "ReauthenticateForm", "ChangePasswordForm", "SetPasswordForm",
        "ResetPasswordForm", "ResetPasswordKeyForm",
    }  # fmt: skip


@pytest.mark.parametrize("written", [NUMBER, "１２３４５６７８９０１８", "1234-5678-9018 です"])
def test_102_the_sentence_stands_at_the_field(written: str) -> None:
    class Words(HouseForm, forms.Form):
        words = forms.CharField()

    form = Words({"words": written})
    assert "マイナンバー" in form.errors["words"][0]
    assert Words({"words": "1234 5678 9012"}).is_valid()


@pytest.mark.parametrize("who", walked(["anonymous", "hana", "fumi"], short=("anonymous",)))
def test_102_sent_to_every_address_it_is_kept_nowhere(who: str, town: Cast, as_person: As) -> None:
    made = objects.Objects(town)
    client = as_person(getattr(town, who)) if who != "anonymous" else Client()
    sent = {**dict.fromkeys(FREE, NUMBER), **FIXED}
    asked = sorted(addresses(made), key=lambda one: bool(ENDS.search(one.name)))
    with access.undrawn():  # what is drawn is not kept
        for one in asked:
            for given in (sent, {**sent, "do": "send"}, {**sent, "name": "名前", "title": "題"}):
                client.post(one.path, given)
                client.cookies.pop("messages", None)  # nobody reads what waits for the next page
    assert kept() == []


def kept() -> list[str]:
    """Table and column of every text in our tables that holds one."""
    found = []
    for model in house.own_models():
        for row in model._default_manager.values():
            found += [f"{model.__name__}.{name}: {value}" for name, value in row.items() if _held(value)]
    return found


DIGEST = re.compile(r"\b[0-9a-f]{64}\b")


def _held(value: Any) -> bool:
    """A digest has twelve digits in a row once in some hundred: no number anybody wrote."""
    return isinstance(value, str | dict | list) and contains_my_number(DIGEST.sub("", str(value)))


def test_102_the_search_would_find_one(town: Cast) -> None:
    make.place(description=f"番号は {NUMBER}")
    assert len(kept()) >= 1 and connection.vendor == "postgresql"
