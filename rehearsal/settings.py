"""The house's settings for a process that plays a year: a scratch database, no letters out, its own files.

`DATABASE_URL` may name a scratch database of a server of one's own; without it the private server keeps
`ibasho_rehearsal`. A name without "rehearsal" stops the start; `scratch` looks at what is inside.
"""

from __future__ import annotations

from config import env, postgres
from config.settings import *  # noqa: F403
from config.settings import DATABASES

WORD = "rehearsal"
NAME = f"ibasho_{WORD}"
if not env.text("DATABASE_URL"):
    DATABASES["default"]["NAME"] = env.text("REHEARSAL_DATABASE", NAME)
if WORD not in DATABASES["default"]["NAME"]:
    raise env.ConfigurationError(
        f"予行演習は 名前に「{WORD}」が ある 空の データベースだけを 使います。DATABASE_URL を 書きなおしてください。"
    )
DATABASES["default"]["CONN_MAX_AGE"] = None
MEDIA_ROOT = postgres.home() / f"media-{WORD}"
MAIL_TRANSPORT = "django.core.mail.backends.dummy.EmailBackend"  # letters are written, and nobody gets one
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # nobody signs in to a rehearsal
PAYMENTS_KEY = LINE_SECRET = LINE_TOKEN = PUSH_KEY = ""  # nothing outside is asked
READINGS_SECONDS = 0
