"""Django's PostgreSQL with a connection whose patience ends (`ENGINE` names this package; Django looks for `base`)."""

from __future__ import annotations

import time
from select import POLLIN, poll
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg import errors
from psycopg.abc import PQGen, PQGenConn

from ibasho.base.ports import patience
from ibasho.base.ports.patience import hosts

LOOKS_EVERY_SECONDS = 0.1
ASKED_SECONDS = 5.0  # so long a line that was found well is asked no more, while nothing comes on it
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
    health_check_enabled: bool
    health_check_done: bool
    _found_well = float("-inf")

    def get_new_connection(self, conn_params: dict[str, Any]) -> PatientConnection:
        self.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
        try:
            connection = PatientConnection.connect(**hosts.in_turn(conn_params))
        except psycopg.OperationalError:
            hosts.silent(conn_params)
            raise
        hosts.answered(conn_params, connection.info.host, connection.info.port)
        self._found_well = time.monotonic()
        return connection

    def close_if_health_check_failed(self) -> None:
        """Django asks `select 1` before each request. Of a server that stopped or was killed the line itself tells, without
        a trip; of a network that swallowed it without a word only asking does, and that is done every few seconds."""
        if self.health_check_enabled and not self.health_check_done and self._stands():
            self.health_check_done = True
        super().close_if_health_check_failed()

    def is_usable(self) -> bool:
        usable: bool = super().is_usable()
        if usable:
            self._found_well = time.monotonic()
        return usable

    def _stands(self) -> bool:
        recently = time.monotonic() - self._found_well < ASKED_SECONDS
        if not recently or self.connection is None or self.connection.closed:
            return False
        line = poll()
        line.register(self.connection.fileno(), POLLIN)  # that it hung up is told unasked
        return not line.poll(0)
