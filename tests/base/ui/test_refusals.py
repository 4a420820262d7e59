"""A refusal nobody caught is a kind page, not an error of ours."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from ibasho.base.kernel.errors import Conflict, DomainError, NotAllowed, NotFound, Unavailable
from ibasho.base.ui.refusals import RefusalMiddleware


@pytest.mark.parametrize(("error", "status"), [(NotFound, 404), (NotAllowed, 403), (Unavailable, 503)])
@pytest.mark.django_db
def test_not_found_is_404_not_allowed_403_and_what_does_not_answer_503(
    error: type[DomainError], status: int
) -> None:
    middleware = RefusalMiddleware(lambda request: HttpResponse())
    answer = middleware.process_exception(RequestFactory().get("/"), error("x.y", "みつかりません。"))
    assert answer is not None
    assert answer.status_code == status


def test_another_refusal_is_left_to_its_view() -> None:
    middleware = RefusalMiddleware(lambda request: HttpResponse())
    assert middleware.process_exception(RequestFactory().get("/"), Conflict("x.y", "いっぱいです。")) is None


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/start/?q=%00x", "/start/district/%00x/", "/photos/%00x/"])
def test_an_address_with_a_nul_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
