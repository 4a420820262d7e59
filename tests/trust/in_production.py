"""A city's copy in a process of its own, with the settings of production and no database: what `check --deploy` says of it, and
how it answers over https. Prints one JSON object.
"""

from __future__ import annotations

import json
import os
import sys
from io import StringIO

import django
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client

CITY = {
    "IBASHO_MODE": "production", "SECRET_KEY": "mQ8-vTn3_kZr6WfHx1PjYb5Lc0DsGa9EuR2oNi7tKq4XzMwVyBh",
    "ALLOWED_HOSTS": "ibasho.example.jp", "PUBLIC_URL": "https://ibasho.example.jp", "VAULT": "unix:/run/ibasho-vault/vault.sock",
    "DATABASE_OWNER_URL": "postgresql://owner@127.0.0.1:1/x", "DJANGO_SETTINGS_MODULE": "config.settings",
    "PUBLIC_PAGE_SECONDS": "0",
}  # fmt: skip
ASKED = {
    "page": "/help/", "form": "/accounts/login/", "switch": "/language/en/", "worker": "/sw.js", "health": "/healthz",
    "file": "/static/ibasho/ibasho.css", "missing": "/accounts/inactive/%00/", "other host": "/help/",
    "till": "/api/v1/till/state",
}  # fmt: skip


def main() -> None:
    # Files are looked up where they lie: nothing is collected for a test.
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    settings.STATIC_ROOT = None
    django.setup()
    out = StringIO()
    try:
        call_command("check", deploy=True, fail_level="WARNING", stdout=out, stderr=out)
    except CommandError as error:
        out.write(str(error))
    client = Client(
        raise_request_exception=False, headers={"Host": "ibasho.example.jp", "X-Forwarded-Proto": "https"}
    )
    answers = {}
    for name, path in ASKED.items():
        headers = {"Host": "elsewhere.example"} if name == "other host" else None
        told = client.get(path, headers=headers)
        answers[name] = {
            "status": told.status_code, "headers": dict(told.headers),
            "cookies": {cookie: dict(morsel) for cookie, morsel in told.cookies.items()},
            "body": told.content.decode(errors="replace") if not told.streaming else "",
        }  # fmt: skip
    languages = {}
    for cookie in ("__Host-language", "language"):
        told = Client(
            headers={"Host": "ibasho.example.jp", "X-Forwarded-Proto": "https", "Cookie": f"{cookie}=en"}
        ).get("/help/")
        languages[cookie] = told.headers["Content-Language"]
    plain = Client(headers={"Host": "ibasho.example.jp"}).get("/help/")
    names = {name: getattr(settings, name) for name in ("SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY",
             "SESSION_COOKIE_SAMESITE", "SESSION_COOKIE_DOMAIN", "SESSION_COOKIE_PATH", "DEBUG")}  # fmt: skip
    sys.stdout.write(
        json.dumps({"check": out.getvalue(), "answers": answers, "plain": [plain.status_code, plain.headers.get("Location")],
                    "settings": names, "languages": languages})
    )  # fmt: skip


if __name__ == "__main__":
    os.environ.update(
        {"DATABASE_URL": os.environ.get("DATABASE_URL", "postgresql://app@127.0.0.1:1/x"), **CITY}
    )
    main()
