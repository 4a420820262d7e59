"""SQL statements per page of ours, at a hundred places and at ten thousand: the number must not move.

Runs in a process of its own, where Django stands.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ibasho.town.places.models import Place

FEW = 100


def tell(pages: Mapping[str, str]) -> None:
    """Prints {"many": {page: statements}, "few": {page: statements}}."""
    json.dump({"many": queries(pages), "few": queries_with_few(pages)}, sys.stdout)


def queries(pages: Mapping[str, str]) -> dict[str, int]:
    client = Client(SERVER_NAME="localhost")
    return {name: _count(client, path) for name, path in pages.items()}


def queries_with_few(pages: Mapping[str, str]) -> dict[str, int]:
    """The same while only a hundred places are published; nothing of that stays."""
    with transaction.atomic():
        _hide_all_but(FEW)
        counted = queries(pages)
        transaction.set_rollback(True)
    return counted


def _hide_all_but(count: int) -> None:
    """The newest stay: the place whose page is counted is the newest of all."""
    newest = Place.objects.filter(state=Place.State.PUBLISHED).order_by("-pk").values_list("pk", flat=True)
    Place.objects.exclude(pk__in=list(newest[:count])).update(state=Place.State.DRAFT)


def _count(client: Client, path: str) -> int:
    client.get(path)  # what is loaded once per process is not counted
    with CaptureQueriesContext(connection) as spent:
        answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}")
    return len(spent)
