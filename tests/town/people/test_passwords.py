"""Passwords: long, not common, not the city's own words; otherwise anything goes."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from ibasho.town.people.models import Person
from tests.people import Cast

HANA = Person(email="hanako.midori@example.test", name="みどり 花子", nickname="はなちゃん")


@pytest.mark.parametrize(
    "password",
    [
        "ibasho2026",
        "居場所居場所居場所",
        "いばしょ12345",
        "みほん市みほん市",
        "mihon-2026",
        "IBASHO-admin",
        "ｉｂａｓｈｏ２０２６",
        "kodomoshokudo1",
    ],
)
def test_the_houses_own_words_are_refused(password: str) -> None:
    with pytest.raises(ValidationError, match="すぐに 当てられます"):
        validate_password(password, HANA)


@pytest.mark.parametrize(
    "password",
    ["password", "12345678", "qwertyuiop", "iloveyou", "hanako.midori", "みどり 花子", "七文字です。１"],
)
def test_common_short_and_own_names_are_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, HANA)


@pytest.mark.parametrize(
    "password",
    [
        "かえるが とんだ ゆうがた", "correct horse battery", "居場所に かえるが とんだ", "x" * 40 + "ね" * 40, "zqmvkrtw", "87401936552",
        "　全角の　空白も　ゆるす", "🐸🐸🐸🐸🐸🐸🐸🐸",
    ],
)  # fmt: skip
def test_any_other_eight_letters_will_do(password: str) -> None:
    validate_password(password, HANA)


def test_a_long_password_is_taken_to_its_last_letter(town: Cast) -> None:
    long = "かえるが とんだ ゆうがた、" * 9
    town.hana.set_password(long)
    assert town.hana.check_password(long) and not town.hana.check_password(long[:-1])
    assert not town.hana.check_password(long.upper() + "x")


def test_the_field_hides_what_is_typed_and_lets_managers_fill_it(town: Cast, client: Client) -> None:
    page = client.get("/accounts/login/").content.decode()
    field = next(part for part in page.split("<input") if 'name="password"' in part).split(">")[0]
    assert 'type="password"' in field and 'autocomplete="current-password"' in field
    assert "onpaste" not in page and "maxlength" not in field
