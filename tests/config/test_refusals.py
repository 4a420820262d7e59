"""R41: a setting that is missing, weak, unreadable or says two things at once stops the start with one line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.evidence import keeping

KEY = "mQ8-vTn3_kZr6WfHx1PjYb5Lc0DsGa9EuR2oNi7tKq4XzMwVyBh"
HERE = {"PATH": os.environ["PATH"], "IBASHO_MODE": "production", "DATABASE_OWNER_URL": "postgresql://o@db/x"}
CITY = {
    **HERE, "SECRET_KEY": KEY, "ALLOWED_HOSTS": "a.example", "PUBLIC_URL": "https://a.example",
    "DATABASE_URL": "postgresql://a@db/x",
}  # fmt: skip
NEAR = {**CITY, "IBASHO_HTTPS": "0", "ALLOWED_HOSTS": "localhost,10.0.0.3", "PUBLIC_URL": "http://localhost"}
STARTS: list[dict[str, str]] = [
    CITY, NEAR, {**CITY, "SEAL_SECRETS": f"2={KEY[::-1]},1={KEY}", "VAULT": "unix:/run/v.sock"},
    {**CITY, "IBASHO_DB_ROLE": "owner"}, {**CITY, "PAYMENTS_KEY": "sk_live", "PAYMENTS_WEBHOOK_SECRET": "whsec"},
    {**CITY, "LINE_SECRET": "s", "LINE_TOKEN": "t", "EMBED_ORIGINS": "https://www.city.example.jp"},
    {**CITY, "PUSH_KEY": "A" * 43, "EMAIL_HOST_PASSWORD": "x"},
]  # fmt: skip
# What is said otherwise than in CITY ("" leaves it out), and what the refusal has to name.
REFUSED: list[tuple[dict[str, str], str]] = [
    ({"SECRET_KEY": ""}, "SECRET_KEY"),
    ({"SECRET_KEY": "short"}, "SECRET_KEY can be guessed"),
    ({"SECRET_KEY": "x" * 60}, "SECRET_KEY can be guessed"),
    ({"SECRET_KEY": "django-insecure-" + KEY}, "SECRET_KEY can be guessed"),
    ({"SECRET_KEY": "", "SECRET_KEY_FILE": "{away}"}, "SECRET_KEY_FILE"),
    ({"SECRET_KEY": "", "SECRET_KEY_FILE": "{folder}"}, "SECRET_KEY_FILE"),
    ({"SECRET_KEY": "", "SECRET_KEY_FILE": "{empty}"}, "is empty"),
    ({"SECRET_KEY": "", "SECRET_KEY_FILE": "{picture}"}, "is no text"),
    ({"SECRET_KEY_FILE": "{text}"}, "both given"),
    ({"MEAL_CARD_SECRET": "1234"}, "MEAL_CARD_SECRET can be guessed"),
    ({"SEAL_SECRETS": "secret"}, "SEAL_SECRETS"),
    ({"SEAL_SECRETS": f"300={KEY}"}, "SEAL_SECRETS"),
    ({"SEAL_SECRETS": f"2=short,1={KEY}"}, "SEAL_SECRETS can be guessed"),
    ({"IBASHO_MODE": "prodution"}, "IBASHO_MODE"),
    ({"IBASHO_DB_ROLE": "onwer"}, "IBASHO_DB_ROLE"),
    ({"IBASHO_HTTPS": "jein"}, "IBASHO_HTTPS"),
    ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
    ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
    ({"ALLOWED_HOSTS": "https://a.example"}, "ALLOWED_HOSTS"),
    ({"ALLOWED_HOSTS": ".example"}, "ALLOWED_HOSTS"),
    ({"PUBLIC_URL": ""}, "PUBLIC_URL"),
    ({"PUBLIC_URL": "http://a.example"}, "PUBLIC_URL"),
    ({"PUBLIC_URL": "https://b.example"}, "b.example stands in one of them only"),
    ({"IBASHO_HTTPS": "0"}, "without encryption"),
    ({"MAIL_FOLDER": "/tmp/mail"}, "MAIL_FOLDER"),
    ({"IBASHO_HTTPS": "0", "PUBLIC_URL": "http://a.example"}, "without encryption"),
    ({"TRUSTED_PROXIES": "0"}, "TRUSTED_PROXIES"),
    ({"TRUSTED_PROXIES": "one"}, "TRUSTED_PROXIES"),
    ({"DATABASE_URL": ""}, "DATABASE_URL"),
    ({"DATABASE_URL": "mysql://a@db/x"}, "DATABASE_URL"),
    ({"DATABASE_URL": "nonsense"}, "DATABASE_URL"),
    ({"DATABASE_URL": "postgresql://a@db:five/x"}, "DATABASE_URL"),
    ({"DATABASE_URL": "postgresql://a@db/x?sslmod=require"}, "sslmod"),
    ({"DATABASE_URL": "postgresql://a@db/x?sslrootcert={away}"}, "sslrootcert"),
    ({"DATABASE_URL": "postgresql://a@db/x?sslrootcert={text}"}, "sslrootcert"),
    ({"DATABASE_URL": "postgresql://a@db/x?sslrootcert={old}"}, "have run out"),
    ({"IBASHO_DB_ROLE": "owner", "DATABASE_OWNER_URL": ""}, "DATABASE_OWNER_URL"),
    ({"IBASHO_DB_ROLE": "owner", "DATABASE_OWNER_URL": "postgresql://a@db/x"}, "DATABASE_OWNER_URL"),
    ({"VAULT": "tcp:1"}, "VAULT"),
    ({"PAYMENTS_KEY": "sk_live"}, "PAYMENTS_WEBHOOK_SECRET"),
    ({"PAYMENTS_API": "http://pay.example"}, "PAYMENTS_API"),
    ({"LINE_SECRET": "s"}, "LINE_SECRET and LINE_TOKEN"),
    ({"LINE_API": "http://line.example"}, "LINE_API"),
    ({"PUSH_KEY": "no key"}, "PUSH_KEY"),
    ({"PUSH_CONTACT": "somebody"}, "PUSH_CONTACT"),
    ({"EMAIL_USE_TLS": "0", "EMAIL_HOST_PASSWORD": "x"}, "EMAIL_USE_TLS"),
    ({"EMAIL_PORT": "smtp"}, "EMAIL_PORT"),
    ({"EMBED_ORIGINS": "*"}, "EMBED_ORIGINS"),
    ({"EMBED_ORIGINS": "https://a.example; script-src *"}, "EMBED_ORIGINS"),
    ({"HONORARIUM_TAX_PAID": "99999"}, "HONORARIUM_TAX"),
    ({"IBASHO_CITY_FILE": "{away}"}, "CITY="),
    ({"IBASHO_CITY_FILE": "{text}"}, "CITY="),
    ({"IBASHO_CITY_FILE": "{empty}"}, "lacks `name`"),
]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """By the names in REFUSED."""
    folder = tmp_path_factory.mktemp("files")
    told = {"text": b"words that are no table", "empty": b"", "picture": b"\x89PNG\xff\xfe", "old": _old()}
    for name, content in told.items():
        (folder / name).write_bytes(content)
    return {
        "away": str(folder / "away"),
        "folder": str(folder),
        **{name: str(folder / name) for name in told},
    }


def _old() -> bytes:
    """A certificate that has run out."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    until = datetime(2020, 1, 1, tzinfo=UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, until - timedelta(days=9), until)
    return made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


@pytest.fixture(scope="module")
def said(files: dict[str, str]) -> list[str]:
    """What each of STARTS and REFUSED was told, in that order, all read by one process."""
    changed = [
        {**CITY, **{name: _filled(value, files) for name, value in case.items()}} for case, _ in REFUSED
    ]
    cases = [{name: value for name, value in case.items() if value} for case in [*STARTS, *changed]]
    done = subprocess.run(
        [sys.executable, "-m", "tests.config.starting"], cwd=keeping.ROOT, env={"PATH": os.environ["PATH"]},
        input=json.dumps(cases), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout)
    return found


def _filled(value: str, files: dict[str, str]) -> str:
    for name, path in files.items():
        value = value.replace("{" + name + "}", path)
    return value


def test_r41_a_whole_set_of_settings_starts(said: list[str]) -> None:
    assert said[: len(STARTS)] == [""] * len(STARTS)


@pytest.mark.parametrize("number", range(len(REFUSED)), ids=[f"{case}" for case, _ in REFUSED])
def test_r41_a_wrong_setting_stops_the_start_with_one_line_that_names_it(
    number: int, said: list[str]
) -> None:
    line, names = said[len(STARTS) + number], REFUSED[number][1]
    assert names in line
    assert "\n" not in line and KEY not in line


@pytest.mark.parametrize(
    "command",
    [
        ["-m", "gunicorn", "-c", "python:config.gunicorn", "config.wsgi", "--bind", "127.0.0.1:0"],
        ["-m", "ibasho.cli", "worker"],
    ],
    ids=["web", "worker"],
)
def test_r41_web_and_worker_end_at_once_and_say_that_line_alone(command: list[str]) -> None:
    wrong = {**CITY, "ALLOWED_HOSTS": "*", "PYTHONPATH": str(keeping.ROOT)}
    done = subprocess.run(
        [sys.executable, *command], cwd=keeping.ROOT, env=wrong, capture_output=True, text=True, check=False,
        timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("ALLOWED_HOSTS") and len(done.stderr.strip().splitlines()) == 1
