"""The demo's own stand-ins of other people's APIs, asked without a socket."""

from __future__ import annotations

import httpx
from django.test import Client


def transport() -> httpx.MockTransport:
    return httpx.MockTransport(_answered)


def _answered(request: httpx.Request) -> httpx.Response:
    answer = Client().generic(
        request.method, request.url.raw_path.decode(), request.content,
        content_type=request.headers.get("Content-Type", ""), headers=dict(request.headers),
    )  # fmt: skip
    return httpx.Response(answer.status_code, headers=dict(answer.items()), content=answer.content)
