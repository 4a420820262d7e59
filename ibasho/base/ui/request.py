"""What a view gets: Django's request with the actor and the moment the middleware put on it."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from ibasho.base.kernel.actor import Actor


class Request(HttpRequest):
    """`actor` is who acts, `at` the moment (JST) in which this request happens, `deeds` how many it has asked for,
    `ends_idle` whether half an hour without a touch ends this session."""

    actor: Actor
    at: datetime
    deeds: int = 0
    ends_idle: bool = False
