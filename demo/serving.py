"""Web and job worker of a demo: started, watched, stopped together."""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.error import URLError

ROOT = Path(__file__).resolve().parent.parent
READY_SECONDS_MAX = 120
STOP_SECONDS_MAX = 15
WEB_WORKERS = 2
# Path, status, time: never a query string (it may hold where a child looks for a place).
ACCESS_LOG = "%(t)s %(m)s %(U)s %(s)s %(M)sms"
PR_SET_PDEATHSIG = 1
HERE = {"", "0.0.0.0", "127.0.0.1", "::", "::1", "localhost"}  # noqa: S104 - compared, not bound
Child = subprocess.Popen[bytes]


def address(host: str, port: int) -> str:
    """Where a browser finds it. Passkeys work on the name localhost, not on 127.0.0.1."""
    return f"http://{'localhost' if host in HERE else host}:{port}"


def refuse_taken_port(host: str, port: int) -> None:
    """Raises SystemExit with one clear line if we could not listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except socket.gaierror as error:
            raise SystemExit(
                f"HOST={host} は この機械の名前では ありません。HOST を はずしてください。"
            ) from error
        except (OSError, OverflowError) as error:
            raise SystemExit(_why_not(error, host, port)) from error


def _why_not(error: OSError | OverflowError, host: str, port: int) -> str:
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE and _answer(address(host, port)) is not None:
        return (
            f"もう 動いています: {address(host, port)} を ひらいてください。"
            f"もうひとつ うごかすなら: make demo PORT={port + 1}"
        )
    if number == errno.EADDRINUSE:
        return f"ポート {port} は ほかのものが 使っています。別の番号で: make demo PORT={port + 1}"
    if number == errno.EADDRNOTAVAIL:
        return f"HOST={host} は この機械の 番地では ありません。HOST を はずしてください。"
    return f"ポート {port} は 使えません（{error}）。1024 から 65535 の番号で: make demo PORT=8000"


def serve(host: str, port: int, environment: Mapping[str, str], on_ready: Callable[[str], None]) -> int:
    """Runs until somebody stops us (0) or web or worker ends by itself (1)."""
    children = {"web": _start(_web(host, port), environment), "worker": _start(_worker(), environment)}
    try:
        _wait(lambda: _is_well(address(host, port)) or _died(children) != "", READY_SECONDS_MAX)
        if not _died(children):
            on_ready(address(host, port))
            _wait(lambda: _died(children) != "", None)
        sys.stderr.write(f"{_died(children)} が とまりました。上の知らせを 見てください。\n")
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        _end(children)


def _web(host: str, port: int) -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", "-c", "python:config.gunicorn", "config.wsgi", "--bind", f"{host}:{port}", "--workers", str(WEB_WORKERS),
        "--threads", "4", "--access-logformat", ACCESS_LOG, "--log-level", "warning", "--graceful-timeout", "5",
    ]  # fmt: skip


def _worker() -> list[str]:
    return [sys.executable, "-m", "django", "procrastinate", "worker"]


def _start(command: list[str], environment: Mapping[str, str]) -> Child:
    """In a group of its own, so that Ctrl-C reaches us alone and we end it in order."""
    return subprocess.Popen(  # noqa: S603
        command, cwd=ROOT, env=environment, start_new_session=True, preexec_fn=_end_with_parent
    )


def _end_with_parent() -> None:
    """If we are killed with -9 our children are told to end as well; elsewhere than Linux they are not."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _died(children: Mapping[str, Child]) -> str:
    """The name of one that has ended, "" while both run."""
    return next((name for name, child in children.items() if child.poll() is not None), "")


def _is_well(where: str) -> bool:
    return _answer(where) == 200


def _answer(where: str) -> int | None:
    """What /healthz says: 200 or 503; None where nobody like us answers."""
    try:
        with urllib.request.urlopen(f"{where}/healthz", timeout=2) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.request.HTTPError as error:
        return error.code if error.code == 503 else None
    except (URLError, OSError, ValueError):
        return None


def _wait(done: Callable[[], bool], seconds: float | None) -> None:
    started = time.monotonic()
    while not done():
        if seconds is not None and time.monotonic() - started > seconds:
            raise SystemExit(f"{seconds:.0f} 秒たっても ひらきません。上の知らせを 見てください。")
        time.sleep(0.2)


def _end(children: Mapping[str, Child]) -> None:
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    for child in children.values():
        try:
            child.wait(timeout=STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
