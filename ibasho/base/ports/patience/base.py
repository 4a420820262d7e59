"""Django's PostgreSQL with a connection whose patience ends (`ENGINE` names this package; Django looks for `base`)."""

from __future__ import annotations

import time
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg import errors
from psycopg.abc import PQGen, PQGenConn

from ibasho.base.ports import patience

LOOKS_EVERY_SECONDS = 0.1
WORDS = "the database did not answer in the time this request had"


class PatientConnection(psycopg.Connection[Any]):
    """Where the time is used up, the line is closed: its answer may come at any time, and would be taken for another's."""

    def wait(
        self, gen: PQGen[Any], interval: float = LOOKS_EVERY_SECONDS, timeout: float | None = None
    ) -> Any:
        left = patience.left()
        if left is None:
            return super().wait(gen, interval, timeout)
        try:
            with patience.waiting():
                return super().wait(gen, interval, left if timeout is None else min(left, timeout))
        except errors._WaitTimeout as error:
            self.pgconn.finish()
            raise psycopg.OperationalError(WORDS) from error

    @classmethod
    def _connect_gen(cls, conninfo: str = "") -> PQGenConn[Any]:
        """psycopg waits two seconds at least for a connection; a probe has less."""
        left, began = patience.left(), time.monotonic()
        with patience.waiting():
            gen = super()._connect_gen(conninfo)
            step = next(gen)
            try:
                while True:
                    ready = yield step
                    if left is not None and time.monotonic() - began >= left:
                        raise psycopg.OperationalError(WORDS)
                    step = gen.send(ready)
            except StopIteration as made:
                return made.value


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> PatientConnection:
        self.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
        return PatientConnection.connect(**conn_params)
