"""Finished pages that the web processes of one machine lend each other: one makes a page, the others read it.

A folder of a fixed number of files, so that it cannot fill a disk. Times are of the machine's clock that never goes back,
which all its processes share. Nobody waits for anybody: who finds nothing makes the page itself, and where one makes it anew
the others have the old one meanwhile.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from hashlib import blake2b
from pathlib import Path

from ibasho.base.ui.page_store import Key, Page

FILES_MAX = 512
BODY_BYTES_MAX = 200_000  # so that all of them together stay below a hundred megabytes
log = logging.getLogger(__name__)


class PageFolder:
    """`path` is made for this user alone; one that belongs to somebody else, or that others may write, is not used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        told = path.stat()
        self.is_ours = told.st_uid == os.geteuid() and not told.st_mode & 0o077

    def find(self, key: Key) -> Page | None:
        """The page of this very key, as some process left it."""
        if not self.is_ours:
            return None
        try:
            head, _, body = self._file(key).read_bytes().partition(b"\n")
            told = json.loads(head)
        except (OSError, ValueError):  # none yet, or torn when the machine lost its power
            return None
        if tuple(told["key"]) != key or told["bytes"] != len(body):
            return None
        headers = tuple((name, value) for name, value in told["headers"])
        return Page(body, headers, told["etag"], told["made"])

    def put(self, key: Key, page: Page) -> None:
        """Where a disk is full the others make the page themselves: nobody's page fails for that."""
        if not self.is_ours or len(page.body) > BODY_BYTES_MAX:
            return
        head = {
            "key": key,
            "headers": page.headers,
            "etag": page.etag,
            "made": page.made,
            "bytes": len(page.body),
        }
        half = self.path / f"half-{os.getpid()}-{id(page)}"
        try:
            half.write_bytes(json.dumps(head).encode() + b"\n" + page.body)
            half.replace(self._file(key))
        except OSError as error:
            log.warning("a page could not be lent: %s", error.strerror)
            half.unlink(missing_ok=True)

    @contextmanager
    def turn(self, key: Key) -> Iterator[bool]:
        """Whether this process may make the page: False while another makes it, or one that shares its file. The turn of a
        process that is killed ends with it."""
        if not self.is_ours:
            yield True
            return
        with ExitStack() as stack:
            yield self._locked(key, stack)

    def _locked(self, key: Key, stack: ExitStack) -> bool:
        try:
            flock(stack.enter_context(self._file(key).with_suffix(".turn").open("wb")), LOCK_EX | LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            log.warning("whose turn it is can't be told: %s", error.strerror)
        return True

    def _file(self, key: Key) -> Path:
        digest = blake2b("\0".join(key).encode(), digest_size=8).digest()
        return self.path / f"{int.from_bytes(digest, 'big') % FILES_MAX:03}"
