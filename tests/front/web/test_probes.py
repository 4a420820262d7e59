"""Who watches the copy is answered while every thread of pages is taken, and holds none of theirs."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ibasho.front.web import probes
from tests.bench.serving import free_port
from tests.faults import app

ROOT = Path(__file__).resolve().parents[3]
PAGE_SECONDS = 4.0
HOUSE = f"""
import time
def application(environ, start):
    if environ["PATH_INFO"] not in ("/healthz", "/readyz"):
        time.sleep({PAGE_SECONDS})
    start("200 OK", [("Content-Length", "4")])
    return [b"fine"]
"""


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A process of two threads in which every page takes four seconds."""
    folder, found = tmp_path_factory.mktemp("house"), free_port()
    (folder / "house.py").write_text(HOUSE)
    command = [
        sys.executable, "-m", "gunicorn", "-k", "ibasho.front.web.probes.Worker", "house", "--bind", f"127.0.0.1:{found}",
        "--workers", "1", "--threads", "2", "--graceful-timeout", "1", "--log-level", "error",
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{folder}"}
    with subprocess.Popen(command, cwd=folder, env=environment) as house:
        try:
            until = time.monotonic() + 60
            while ask(found, "/healthz") != 200:
                assert house.poll() is None and time.monotonic() < until, "the house does not open"
                time.sleep(0.1)
            yield found
        finally:
            house.terminate()


def ask(port: int, path: str, method: str = "GET") -> int:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        line.request(method, path)
        return line.getresponse().status
    except OSError:
        return 0
    finally:
        line.close()


@pytest.fixture
def guests(port: int) -> Iterator[list[int]]:
    """More than there are threads: two are answered, one more stands in line."""
    told: list[int] = []
    threads = [threading.Thread(target=lambda: told.append(ask(port, "/"))) for _ in range(3)]
    for one in threads:
        one.start()
    time.sleep(0.3)
    yield told
    for one in threads:
        one.join()


@pytest.mark.parametrize("path", ["/healthz", "/readyz?from=balancer"])
def test_a_probe_stands_behind_no_page(port: int, guests: list[int], path: str) -> None:
    began = time.monotonic()
    assert ask(port, path) == 200
    assert guests == [] and time.monotonic() - began < PAGE_SECONDS / 2


def test_a_probe_on_a_line_that_was_kept_open_stands_behind_no_page_either(port: int) -> None:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("GET", "/healthz")
    assert line.getresponse().read() == b"fine"
    guests = [threading.Thread(target=ask, args=(port, "/")) for _ in range(3)]
    for one in guests:
        one.start()
    time.sleep(0.3)
    began = time.monotonic()
    line.request("GET", "/healthz")
    assert line.getresponse().read() == b"fine"
    assert time.monotonic() - began < PAGE_SECONDS / 2
    line.close()
    for one in guests:
        one.join()


def test_who_connects_and_says_nothing_holds_nobody_up(port: int) -> None:
    silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(8)]
    began = time.monotonic()
    assert (ask(port, "/readyz"), ask(port, "/")) == (200, 200)
    assert time.monotonic() - began < 1.5 * PAGE_SECONDS, "a silent line takes no thread of pages"
    silent[0].sendall(b"GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n")
    assert silent[0].recv(1_000).startswith(b"HTTP/1.1 200"), "whoever speaks late is heard"
    for one in silent:
        one.close()


def test_who_says_half_a_word_holds_no_thread_of_a_probe(port: int) -> None:
    slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(probes.THREADS)]
    for one in slow:
        one.sendall(b"GET /healthz HTTP/1.1\r\n")
    time.sleep(0.2)
    began = time.monotonic()
    assert ask(port, "/healthz") == 200
    assert time.monotonic() - began < PAGE_SECONDS / 2
    for one in slow:
        one.close()


@pytest.mark.parametrize(
    ("head", "is_one"),
    [
        (b"GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n", True),
        (b"HEAD /readyz?once=1 HTTP/1.0\r\n\r\n", True),
        (b"GET /healthz HTTP/1.1\r\nHost: here\r\n", False),
        (b"GET /healthz/ HTTP/1.1\r\n\r\n", False),
        (b"GET / HTTP/1.1\r\nReferer: /healthz\r\n\r\n", False),
        (b"POST /healthz HTTP/1.1\r\n\r\n", False),
        (b"GET /healthz HTTP/1.1\r\ncontent-LENGTH: 9\r\n\r\n", False),
        (b"GET /healthz HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", False),
        (b"", False),
    ],
)
def test_only_a_whole_question_without_a_body_is_a_probe(head: bytes, is_one: bool) -> None:
    assert probes.is_probe(head) == is_one


def test_the_first_question_to_a_process_finds_all_code_read() -> None:
    """All the pages' code is there before anybody comes; else `/healthz` waits with everybody else until it is."""
    told = (
        "import sys, config.wsgi; from django.urls import resolve; before = set(sys.modules); resolve('/healthz'); "
        "print(sorted(set(sys.modules) - before))"
    )
    nowhere = "postgresql://nobody@127.0.0.1:9/none"
    done = subprocess.run(
        [sys.executable, "-c", told], cwd=ROOT, env=app.environment(nowhere, nowhere), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip() == "[]"
