"""I 84, 86, 92: who was refused is written down without a word of what was sent; no secret lies in the source; an error tells nothing."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.http import HttpRequest
from django.test import Client

from ibasho.base.ui import limits, views
from tests.evidence import keeping
from tests.people import Cast
from tests.signing_in import sign_in, verified_mail

CANARY = "kanaria-7731"
GIVEN = {"text": CANARY, "login": f"{CANARY}@example.test", "password": CANARY}


def told(caplog: pytest.LogCaptureFixture, name: str = "ibasho.security") -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == name]


def test_84_who_was_refused_where_stands_in_the_log(
    town: Cast, caplog: pytest.LogCaptureFixture, now: object
) -> None:
    verified_mail(town.hana)
    sign_in(Client(), town.hana).get(f"/desk/?q={CANARY}")
    Client().post(f"/accounts/login/?next=/{CANARY}", {**GIVEN, "login": town.hana.email})
    with patch.object(limits, "allow", return_value=False):
        Client().post("/accounts/logout/", GIVEN)
    lines = told(caplog)
    assert [line.partition(" ")[0] for line in lines] == ["not-their-door", "sign-in-refused", "too-often"]
    assert lines[0] == f"not-their-door who=person:{town.hana.pk} GET /desk/ door=desk"
    assert "127.0.0.1" not in " ".join(lines) and CANARY not in " ".join(lines)


def test_83_nothing_that_was_sent_reaches_a_log(
    town: Cast, caplog: pytest.LogCaptureFixture, now: object
) -> None:
    """Addresses that are none, refused, wrong and broken; in the query and in the body."""
    caplog.set_level("INFO")
    for client in (
        Client(raise_request_exception=False),
        sign_in(Client(raise_request_exception=False), town.hana),
    ):
        for path in ("/", "/today/", "/nowhere/", "/desk/", "/accounts/login/", "/api/v1/places", "/help/"):
            client.get(path, GIVEN)
            client.post(f"{path}?text={CANARY}", GIVEN)
    with (
        patch.object(views, "HELPLINES", None),
        patch.object(views, "render", side_effect=ValueError("broken")),
    ):
        Client(raise_request_exception=False).get("/help/", GIVEN)
    lines = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert lines and [line for line in lines if CANARY in line] == []


def test_84_nobody_writes_a_second_line_into_the_log(town: Cast, caplog: pytest.LogCaptureFixture) -> None:
    sign_in(Client(), town.hana).get("/desk/%0aspoofed who=person:1")
    for line in [record.getMessage() for record in caplog.records]:
        assert "\n" not in line


def test_92_an_error_tells_nothing_of_itself(client: Client) -> None:
    client.raise_request_exception = False
    with patch.object(views, "render", side_effect=ValueError(f"secret {CANARY}")):
        answer = client.get("/help/")
    page = answer.content.decode()
    assert answer.status_code == 500 and "ためしてください" in page
    assert CANARY not in page and "Traceback" not in page and "ValueError" not in page


# --- 86 ---
SECRETS = {
    "private key": r"-----BEGIN (?:RSA |EC |OPENSSH |ENCRYPTED )?PRIVATE KEY-----",
    "Stripe": r"\b(?:sk|rk)_live_[0-9A-Za-z]{10,}|\bwhsec_[0-9A-Za-z]{24,}",
    "AWS": r"\bAKIA[0-9A-Z]{16}\b",
    "GitHub": r"\bgh[pousr]_[0-9A-Za-z]{30,}|\bgithub_pat_\w{40,}",
    "Google": r"\bAIza[0-9A-Za-z_-]{35}\b",
    "Slack": r"\bxox[abprs]-[0-9A-Za-z-]{10,}",
    "JWT": r"\beyJ[0-9A-Za-z_-]{20,}\.eyJ[0-9A-Za-z_-]{20,}\.[0-9A-Za-z_-]{20,}",
    "password in an address": r"\b(?:postgres(?:ql)?|https?|smtp)://[\w.-]+:(?!\.{3}|…|password|secret|pw|x@|\*|\{|<|\$|%)[^\s@/:'\"{}<>…]{6,}@",
}
TEXT = {
    ".py",
    ".toml",
    ".md",
    ".js",
    ".mjs",
    ".html",
    ".sh",
    ".conf",
    ".service",
    ".env",
    ".txt",
    ".in",
    ".json",
    ".yml",
    ".tsv",
    ".css",
}


def committed() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=keeping.ROOT, capture_output=True, text=True, check=True
    )
    return [
        keeping.ROOT / name
        for name in listed.stdout.split("\0")
        if Path(name).suffix in TEXT or name == "Makefile"
    ]


def found(text: str) -> list[str]:
    return [kind for kind, pattern in SECRETS.items() if re.search(pattern, text)]


def test_86_no_secret_lies_in_the_source() -> None:
    here = Path(__file__).resolve()
    shown = {here, keeping.ROOT / "tests" / "config" / "test_database.py"}  # they show what one looks like
    paths = [path for path in committed() if path.is_file() and path.resolve() not in shown]
    assert len(paths) > 1_000
    assert {
        str(path): kinds
        for path in paths
        if (kinds := found(path.read_text(encoding="utf-8", errors="replace")))
    } == {}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("-----BEGIN PRIVATE KEY-----", "private key"), ("sk_live_" + "a1" * 12, "Stripe"), ("AKIA" + "A1" * 8, "AWS"),
        ("ghp_" + "a1" * 18, "GitHub"), ("postgresql://app:hunter22@db/x", "password in an address"),
    ],
)  # fmt: skip
def test_86_one_would_be_seen(text: str, kind: str) -> None:
    assert found(text) == [kind]


def test_86_the_demo_alone_has_secrets_that_everybody_knows(settings: Any) -> None:
    assert settings.MODE == "test" and settings.PAYMENTS_KEY.startswith("sk_demo")
    source = (keeping.ROOT / "config" / "settings.py").read_text(encoding="utf-8")
    for line in source.splitlines():
        assert (
            not re.search(r"sk_demo|whsec_demo|demo-line", line)
            or 'if MODE != "production"' in line
            or '"whsec_demo_mihon"' in line
        )


def test_a_request_without_anybody_has_a_hidden_sender(rf: Any, caplog: pytest.LogCaptureFixture) -> None:
    request: HttpRequest = rf.get("/x/")
    limits.security_log.note("x", request, "address 203.0.113.7")
    assert re.fullmatch(r"x who=[0-9a-f]{16} GET /x/", told(caplog)[0])
