"""/accessibility/ says how far it is, and what is not there yet, to anybody."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.front.web import accessibility

pytestmark = pytest.mark.django_db


def test_what_is_not_there_yet_stands_on_the_page(client: Client) -> None:
    client.cookies["furigana"] = "off"
    text = client.get(reverse("accessibility")).content.decode()
    assert "JIS X 8341-3:2016" in text
    assert all(f"<small>{code}</small>" in text for code in accessibility.PARTLY)


def test_about_leads_there(client: Client) -> None:
    assert f'href="{reverse("accessibility")}"' in client.get(reverse("about")).content.decode()
