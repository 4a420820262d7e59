"""Runs the copy's own commands with the city's settings, each in a process of its own: what the guide tells is what runs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from config import postgres
from ibasho.base.kernel.errors import Unavailable
from ibasho.front.setup import writing
from ibasho.front.setup.answers import Answers

READY_SECONDS_MAX, STOP_SECONDS_MAX = 180, 60
OWN = (
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "SECRET_KEY",
    "IBASHO_",
)  # of whoever calls: they would say two things at once
CHILD_PAGES = ("/today/", "/about/")


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command said, and how it ended (0: all is in, 1: some rows were left out, 2: refused)."""

    code: int
    said: str
    problem: str


@dataclass(frozen=True, slots=True)
class Site:
    """What the running copy answers: `health` as /healthz says it, status by page."""

    health: str
    pages: Mapping[str, int]


class Copy:
    """This city's copy on this machine."""

    def __init__(self, folder: Path, answers: Answers) -> None:
        self._folder, self._answers, self._held = folder, answers, ExitStack()

    @property
    def is_private(self) -> bool:
        """Whether the database is the private one of a trial."""
        return not (self._folder / "secrets" / writing.GIVEN["DATABASE_URL"]).exists()

    def hold(self) -> None:
        """The private PostgreSQL stands until `close`: starting it for every command would cost a second each."""
        if self.is_private:
            self._held.enter_context(postgres.running())

    def close(self) -> None:
        self._held.close()

    def run(self, *arguments: str, as_owner: bool = False) -> Ran:
        done = subprocess.run(  # noqa: S603
            self._command(*arguments), env=self._environment(as_owner), cwd=writing.ROOT, capture_output=True, text=True, check=False
        )  # fmt: skip
        return Ran(done.returncode, done.stdout.strip(), done.stderr.strip())

    def open_for_a_moment(self) -> Site:
        """Starts web and worker, asks the site as a child would, and stops both. Raises Unavailable where it doesn't open."""
        with self._started("web"), self._started("worker"):
            health = self._wait()
            return Site(health, {page: self._ask(page)[0] for page in CHILD_PAGES})

    def _wait(self) -> str:
        started, code, said = time.monotonic(), 0, ""
        while time.monotonic() - started < READY_SECONDS_MAX:
            code, said = self._ask("/healthz")
            if code == 200:
                return said
            time.sleep(0.5)
        raise Unavailable(
            "setup.not_open",
            f"サイトが {READY_SECONDS_MAX}秒 たっても 開きません（/healthz: {code or '答えなし'} {said}）。"
            f"ほかのものが ポートを 使っていないかを たしかめ、{self._folder}/ibasho web を 動かして 出る 知らせを 見てください。",
        )

    def _ask(self, path: str) -> tuple[int, str]:
        told = writing.environment(self._folder, self._answers)
        asked = urllib.request.Request(  # noqa: S310
            f"http://{told['HOST']}:{told['PORT']}{path}",
            headers={"Host": urlsplit(told["PUBLIC_URL"]).netloc, "X-Forwarded-Proto": urlsplit(told["PUBLIC_URL"]).scheme},
        )  # fmt: skip
        try:
            with urllib.request.urlopen(asked, timeout=20) as answer:  # noqa: S310
                return int(answer.status), answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode(errors="replace")[:300]
        except (URLError, OSError) as error:
            return 0, str(error)

    @contextmanager
    def _started(self, name: str) -> Iterator[None]:
        with subprocess.Popen(  # noqa: S603
            self._command(name), env=self._environment(as_owner=False), cwd=writing.ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as child:  # fmt: skip
            try:
                yield
            finally:
                child.terminate()
                child.wait(STOP_SECONDS_MAX)

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "ibasho.cli", *arguments]

    def _environment(self, as_owner: bool) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(OWN)}
        beside = {name: os.environ[name] for name in ("IBASHO_CACHE",) if name in os.environ}
        told = writing.environment(self._folder, self._answers)
        return kept | beside | told | (writing.owner(self._folder) if as_owner else {})


Runs = Callable[..., Ran]
