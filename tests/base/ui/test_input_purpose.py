"""Whoever types their own name, mail or phone is helped by the browser; whoever types somebody else's is not (WCAG 1.3.5)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.account.forms import AddEmailForm, ConfirmLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms

from ibasho.base.ui.forms import Form, of_another
from ibasho.town.people.forms import LoginForm
from tests.evidence.keeping import ROOT
from tests.trust.test_j_my_number import forms_of_ours

TOLD = tomllib.loads((Path(__file__).parent / "input_purpose.toml").read_text(encoding="utf-8"))
OWN: dict[str, dict[str, str]] = TOLD["own"]
OTHERS: dict[str, str] = {form: who for who, found in TOLD["others"].items() for form in found}
KINDS = {"email", "tel", "password"}
ASKS = re.compile(
    r"名前|お名|あて名|よび名|よび方|よみ|名義|メール|電話|住所|郵便番号|生年月日|誕生日|パスワード|暗証|あて先"
)
NAMES = re.compile(r"name|kana|mail|phone|tel$|address|postal|zip|birth|born|pass|pin$|contact")
# Fields that stand in a page by hand: page and name → what `autocomplete` says.
BY_HAND = {
    ("mealtickets/till/shell.html", "pin"): "current-password",
    ("bulletin/readings/desk.html", "kana"): "off",  # of a word
}


def _kind(widget: forms.Widget) -> str:
    return str(widget.attrs.get("type") or getattr(widget, "input_type", "text"))


def _word(field: forms.Field) -> str:
    return str(field.widget.attrs.get("autocomplete", "")).replace("off", "")


def asked(form: type[forms.BaseForm]) -> dict[str, str]:
    """The fields that ask for such a thing → what `autocomplete` says. A `title` is a thing's name, whatever its label."""
    return {
        name: _word(field)
        for name, field in getattr(form, "base_fields", {}).items()
        if _kind(field.widget) in KINDS
        or (
            _kind(field.widget) in ("text", "search", "date")
            and name != "title"
            and ASKS.search(str(field.label))
        )
    }


def _called(form: type[forms.BaseForm]) -> str:
    parts = form.__module__.split(".")
    return ".".join(
        [
            *(part for part in parts if part not in ("ibasho", "rooms", "town", "front", "forms")),
            form.__name__,
        ]
    )


FORMS = {_called(form): form for form in forms_of_ours() if asked(form)}


def test_every_form_says_whose_words_it_takes() -> None:
    assert set(FORMS) == set(OWN) | set(OTHERS), "tests/base/ui/input_purpose.toml"
    assert not set(OWN) & set(OTHERS)


@pytest.mark.parametrize("form", OWN)
def test_ones_own_words_are_offered(form: str) -> None:
    found = FORMS[form]
    assert {name: _word(found.base_fields[name]) for name in OWN[form]} == OWN[form]  # type: ignore[attr-defined]
    assert set(asked(found)) <= set(OWN[form])


@pytest.mark.parametrize("form", OTHERS)
def test_nothing_of_ones_own_is_offered_for_somebody_else(form: str) -> None:
    assert set(asked(FORMS[form]).values()) == {""}, OTHERS[form]


def test_signing_in_says_what_it_takes() -> None:
    assert _word(LoginForm().fields["login"]) == "email"
    assert _word(AddEmailForm.base_fields["email"]) == "email"
    for form in (ConfirmLoginCodeForm, AuthenticateForm, ActivateTOTPForm):
        assert _word(form.base_fields["code"]) == "one-time-code"


def test_fields_by_hand_say_it_too() -> None:
    assert dict(_by_hand()) == BY_HAND


def _by_hand() -> Iterator[tuple[tuple[str, str], str]]:
    for page in (ROOT / "ibasho").rglob("templates/**/*.html"):
        for tag in re.findall(r"<(?:input|textarea)\b[^>]*>", page.read_text(encoding="utf-8")):
            has = dict(re.findall(r'(\w+)="([^"]*)"', tag))
            name, kind = has.get("name", ""), has.get("type", "text")
            if kind in KINDS or (
                kind in ("text", "search", "date") and NAMES.search(name) and "{" not in name
            ):
                yield (str(page).split("templates/")[1], name), has.get("autocomplete", "")


def test_a_new_field_would_be_seen() -> None:
    class Own(Form):
        phone = forms.CharField(
            label="れんらく", widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})
        )
        born = forms.DateField(label="生年月日")
        words = forms.CharField(label="ことば")

    @of_another
    class Theirs(Own):
        email = forms.EmailField(label="れんらく先")

    assert asked(Own) == {"phone": "tel", "born": ""}
    assert asked(Theirs) == {"phone": "", "born": "", "email": ""}
