"""Addresses of surplus."""

from __future__ import annotations

from django.urls import reverse


def url(name: str, *args: object) -> str:
    return reverse(f"surplus:{name}", args=[str(one) for one in args])
