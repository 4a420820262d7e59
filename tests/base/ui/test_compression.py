"""What everybody may read is compressed; what belongs to one session never is."""

from __future__ import annotations

import gzip

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from ibasho.base.ui.compression import CompressionMiddleware

PAGE = "居場所" * 400


def asked(*, session: bool = False, encoding: str = "gzip") -> HttpRequest:
    request = RequestFactory().get("/", headers={"Accept-Encoding": encoding})
    if session:
        request.COOKIES[settings.SESSION_COOKIE_NAME] = "abc"
    return request


def answered(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    found = CompressionMiddleware(lambda _request: response)(request)
    assert isinstance(found, HttpResponse)
    return found


def test_a_page_for_everybody_is_compressed_and_says_on_what_that_depends() -> None:
    found = answered(asked(), HttpResponse(PAGE))
    assert found.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in found.headers["Vary"]
    assert gzip.decompress(found.content).decode() == PAGE


def test_a_browser_that_cannot_unpack_gets_it_as_it_is() -> None:
    found = answered(asked(encoding="identity"), HttpResponse(PAGE))
    assert "Content-Encoding" not in found.headers
    assert "Accept-Encoding" in found.headers["Vary"]


def test_a_page_of_a_session_is_not_compressed() -> None:
    assert "Content-Encoding" not in answered(asked(session=True), HttpResponse(PAGE)).headers


def test_a_page_that_hands_out_a_cookie_is_not_compressed() -> None:
    response = HttpResponse(PAGE)
    response.set_cookie("csrf", "secret")
    assert "Content-Encoding" not in answered(asked(), response).headers


@pytest.mark.parametrize(
    "kind", ["image/png", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"]
)
def test_what_is_packed_already_is_left_alone(kind: str) -> None:
    assert "Content-Encoding" not in answered(asked(), HttpResponse(PAGE, content_type=kind)).headers


@pytest.mark.django_db
def test_the_front_page_comes_compressed_to_a_child_who_has_never_been_here() -> None:
    found = Client().get("/", headers={"Accept-Encoding": "gzip"})
    assert found.headers["Content-Encoding"] == "gzip"
