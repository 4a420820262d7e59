"""In the place of a provider's API: one answer, and what was asked."""

from __future__ import annotations

import httpx


def transport(
    answer: httpx.Response | Exception, asked: list[httpx.Request] | None = None
) -> httpx.MockTransport:
    def handle(request: httpx.Request) -> httpx.Response:
        if asked is not None:
            asked.append(request)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return httpx.MockTransport(handle)
