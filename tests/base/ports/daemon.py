"""A real vault: another process, and where the tests run as root another OS user."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ibasho.base.kernel.errors import Unavailable
from ibasho.base.ports.vault import SocketVault

ROOT = Path(__file__).resolve().parents[3]
AS_ROOT = os.geteuid() == 0
KEEPER, APP, STRANGER = (64_001, 64_002, 64_003) if AS_ROOT else (os.geteuid(),) * 3
# The interpreter may stand where others may not look: it begins as we are and becomes somebody else before it reads a thing.
_BECOME = (
    "import os, sys; from ibasho.base.ports.vault import serving, SocketVault; from ibasho.base.kernel import devicebox\n"
    "uid = int(sys.argv.pop(1))\n"
    "if os.geteuid() == 0: os.setgroups([]); os.setgid(uid); os.setuid(uid)\n"
)


@dataclass
class Daemon:
    folder: Path
    openings: int = 100_000
    allow: tuple[int, ...] = (APP, os.geteuid())
    process: subprocess.Popen[str] | None = field(default=None)

    @property
    def path(self) -> Path:
        return self.folder / "vault.sock"

    @property
    def secrets(self) -> Path:
        return self.folder / "secrets"

    @property
    def log(self) -> Path:
        return self.folder / "openings.log"

    @property
    def vault(self) -> SocketVault:
        return SocketVault(str(self.path))

    def tell(self, secrets: str) -> None:
        self.secrets.unlink(missing_ok=True)
        self.secrets.write_text(secrets)
        self.secrets.chmod(0o400)
        os.chown(self.secrets, KEEPER, -1)

    def start(self) -> Daemon:
        told = [
            "--socket",
            self.path,
            "--secrets",
            self.secrets,
            "--log",
            self.log,
            "--openings",
            self.openings,
        ]
        allowed = [one for uid in self.allow for one in ("--allow", uid)]
        self.process = become(KEEPER, "serving.serve()", *told, *allowed)
        for _try in range(400):
            if self.process.poll() is not None:
                raise AssertionError(self.process.communicate()[1])
            if self.path.exists() and _answers(self.vault):
                return self
            time.sleep(0.05)
        raise AssertionError("the vault does not begin")

    def kill(self, how: int = signal.SIGKILL) -> None:
        assert self.process is not None
        self.process.send_signal(how)
        self.process.communicate(timeout=20)


def _answers(vault: SocketVault) -> bool:
    try:
        vault.keeper()
    except Unavailable:
        return False
    return True


def become(uid: int, code: str, *arguments: object) -> subprocess.Popen[str]:
    """A Python process that runs `code` as another OS user (as ourselves, where we may become nobody else)."""
    command = [sys.executable, "-c", _BECOME + code, str(uid), *(str(one) for one in arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def said(uid: int, code: str, *arguments: object) -> str:
    """What it printed; its error where it failed."""
    with become(uid, code, *arguments) as process:
        out, error = process.communicate(timeout=60)
    return out.strip() or error.strip()


@contextmanager
def standing(secrets: str = "1=the-vault-s-secret", *, openings: int = 100_000) -> Iterator[Daemon]:
    """In a folder everybody may walk through; only its keeper writes there."""
    folder = Path(
        tempfile.mkdtemp(prefix="ibasho-vault-", dir="/tmp")
    )  # short: a socket's path has 107 letters
    os.chown(folder, KEEPER, -1)
    folder.chmod(0o755)
    daemon = Daemon(folder, openings)
    daemon.tell(secrets)
    try:
        yield daemon.start()
    finally:
        if daemon.process is not None and daemon.process.poll() is None:
            daemon.kill(signal.SIGTERM)
        shutil.rmtree(folder, ignore_errors=True)
