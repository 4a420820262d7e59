"""The helper other rooms' tests sign in with."""

import pytest
from django.test import Client

from tests.people import cast
from tests.signing_in import code_now, second_factor, sign_in

pytestmark = pytest.mark.django_db


def test_a_signed_in_session_belongs_to_the_person() -> None:
    people, client = cast(), Client()
    sign_in(client, people.hana)
    assert client.session["_auth_user_id"] == str(people.hana.pk)


def test_a_city_role_gets_a_second_factor_and_others_do_not() -> None:
    people = cast()
    assert len(sign_in(Client(), people.aoi).session["account_authentication_methods"]) == 2
    assert len(sign_in(Client(), people.hana).session["account_authentication_methods"]) == 1


def test_the_code_fits_the_authenticator() -> None:
    authenticator = second_factor(cast().aoi)
    assert authenticator.wrap().validate_code(code_now(authenticator))
