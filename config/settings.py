"""All settings of one city's copy, in one file. What differs by place comes from the environment (config/env.py).

Modes: `production` (DATABASE_URL is set), `demo` (private PostgreSQL, http on localhost), `test`.
"""

from __future__ import annotations

import os
import secrets
import sys
import tomllib
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from config import database, env, postgres, public_pages, safety

BASE_DIR = Path(__file__).resolve().parent.parent
RUNNING_TESTS = "pytest" in sys.modules
MODE = (
    "test"
    if RUNNING_TESTS
    else env.text("IBASHO_MODE", "production" if env.given("DATABASE_URL") else "demo")
)
DEMO = MODE == "demo"
DEBUG = False
HTTPS = env.flag("IBASHO_HTTPS", default=MODE == "production")
HOST = env.text("HOST", "localhost")
PORT = env.number("PORT", 8000)


# --- The city -------------------------------------------------------------------------------------
def _city() -> dict[str, Any]:
    """The city's own facts (names, code, contacts) are data: a TOML file, never code."""
    name = env.text("CITY", "mihon")
    path = Path(env.text("IBASHO_CITY_FILE") or BASE_DIR / "demo" / "cities" / name / "city.toml")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        known = ", ".join(sorted(each.parent.name for each in path.parent.parent.glob("*/city.toml")))
        raise env.ConfigurationError(f"CITY={name}: {error}. Known here: {known}") from error


CITY_SLUG = env.text("CITY", "mihon")
IBASHO_CITY = _city()
IBASHO_SAMPLES = Path(env.text("IBASHO_SAMPLES") or BASE_DIR.parent / "shared" / "data")


# --- Secrets --------------------------------------------------------------------------------------
def _secret_key() -> str:
    given = env.secret("SECRET_KEY")
    if given:
        return given
    if MODE == "production":
        raise env.ConfigurationError(
            "SECRET_KEY or SECRET_KEY_FILE is missing; a copy never starts half-secure"
        )
    kept = postgres.home() / "secret"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(secrets.token_urlsafe(50))
        kept.chmod(0o600)
    return kept.read_text()


SECRET_KEY = _secret_key()


# --- Database: the app role writes rows, the owner role changes tables -----------------------------------
_database = partial(database.settings, is_production=MODE == "production", city=CITY_SLUG)
DB_ROLE = env.text("IBASHO_DB_ROLE", "app")
DATABASE_GIVEN = bool(env.secret("DATABASE_URL"))
DATABASES = {"default": _database(DB_ROLE)}
IBASHO_APP_ROLE = str(_database("app")["USER"])  # whom the owner grants to, whichever role this process has
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "ibasho.base.ui.shared_cache.SharedCache",  # what holds when its table is dead stands there
        "LOCATION": "django_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # rate limits live here: a flood must not wash them out
    }
}

# --- Applications ---------------------------------------------------------------------------------
INSTALLED_APPS = [
    "ibasho.front.web",
    "ibasho.front.reports",
    "ibasho.rooms.mealtickets",
    "ibasho.rooms.openhouse",
    "ibasho.rooms.reach",
    "ibasho.rooms.roster",
    "ibasho.rooms.familysupport",
    "ibasho.rooms.voices",
    "ibasho.rooms.care",
    "ibasho.rooms.surplus",
    "ibasho.rooms.network",
    "ibasho.rooms.bulletin",
    "ibasho.town.payouts",
    "ibasho.town.concerns",
    "ibasho.town.places",
    "ibasho.town.areas",
    "ibasho.town.outbox",
    "ibasho.town.people",
    "ibasho.base.backups",
    "ibasho.base.journal",
    "ibasho.base.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "csp",
    "pgtrigger",
    "procrastinate.contrib.django",
]
if MODE != "production":
    INSTALLED_APPS.append("demo")  # /demo/: who one can be; its addresses are given in a demo alone
AUTH_USER_MODEL = "people.Person"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "ibasho.base.ui.headers.HeadersMiddleware",
    "ibasho.front.web.machine_door.MachineMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ibasho.base.ui.page_cache.PageCacheMiddleware",
    "ibasho.base.ui.compression.CompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ibasho.base.ui.languages.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ibasho.town.people.middleware.ActorMiddleware",
    "ibasho.town.people.middleware.DoorMiddleware",
    "ibasho.base.ui.limits.LimitMiddleware",
    "ibasho.base.ui.refusals.RefusalMiddleware",
    "ibasho.front.web.api_door.ApiMiddleware",
]
ROOT_URLCONF = "demo.urls" if DEMO else "ibasho.front.web.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ibasho.base.ui.context.page",
                "ibasho.town.people.context.actor",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")

# --- Jobs ----------------------------------------------------------------------------------------
# A worker beats every 10 s, but not while it ends in order: longer than the time a supervisor gives it for that (90 s in
# docs/operations/ibasho-worker.service), or its last job would be run by another as well.
WORKER_SILENT_SECONDS = env.number("WORKER_SILENT_SECONDS", 120)
PROCRASTINATE_WORKER_DEFAULTS = {"stalled_worker_timeout": WORKER_SILENT_SECONDS}

# --- Language and time: Japanese is the source language; JST on screen -----------------------------------
LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("ja-simple", "やさしい日本語"), ("en", "English"), ("pt-br", "Português")]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Tokyo"

# --- Static files, made by `npm run build` ----------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "build" / "static"
STATICFILES_DIRS = [folder for folder in [BASE_DIR / "frontend" / "dist"] if folder.exists()]
MEDIA_ROOT = Path(env.text("IBASHO_MEDIA") or postgres.home() / f"media-{CITY_SLUG}")
MEDIA_URL = "/media/"
DISKS = [  # those that must not fill up: front/web/disks.py
    str(MEDIA_ROOT),
    *([] if env.secret("DATABASE_URL") else [str(postgres.home())]),
    *(one for one in env.text("IBASHO_DISKS").split(",") if one),
]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.InMemoryStorage"
        if RUNNING_TESTS
        else "ibasho.base.ports.files.WholeFiles"
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if RUNNING_TESTS
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = RUNNING_TESTS
WHITENOISE_ALLOW_ALL_ORIGINS = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 10
# Of a whole request: streets and mesh files of 60 MB are the largest a form takes.
UPLOAD_BYTES_MAX = 62 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "ibasho.base.ui.uploads.MeasuredUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- Sign-in ----------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name", "nickname")},
    },
    {"NAME": "ibasho.town.people.adapters.HouseWordsValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"  # tests only: a real hash would cost them minutes
    if RUNNING_TESTS
    else "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/accounts/home/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "ibasho.town.people.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    name: f"ibasho.town.people.forms.{form}"
    for name, form in {
        "login": "LoginForm",
        "request_login_code": "RequestLoginCodeForm",
        "reauthenticate": "ReauthenticateForm",
        "change_password": "ChangePasswordForm",
        "set_password": "SetPasswordForm",
        "reset_password": "ResetPasswordForm",
        "reset_password_from_key": "ResetPasswordKeyForm",
    }.items()
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody can make us write to strangers
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
PASSWORD_RESET_TIMEOUT = 600  # the link of a forgotten password, as long as a code by mail
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # whoever finds an open browser can't change its mail address
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": "10/15m/key,50/15m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", 1 if HTTPS else 0)
MFA_ADAPTER = "ibasho.town.people.adapters.SecondFactorAdapter"
MFA_FORMS = {"add_webauthn": "ibasho.town.people.forms.PasskeyForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Ibasho"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
STAFF_IDLE_SECONDS_MAX = int(timedelta(minutes=30).total_seconds())

# --- The map is drawn from our own data; only a city that says so shows 地理院タイル behind it ----------------------
MAP_TILES = (
    "https://cyberjapandata.gsi.go.jp/xyz/pale/{z}/{x}/{y}.png"
    if env.flag("GSI_TILES", default=False)
    else ""
)
MAP_TILES_CREDIT = '<a href="https://maps.gsi.go.jp/development/ichiran.html">地理院タイル</a>'

# --- Security headers ---------------------------------------------------------------------------------
ALLOWED_HOSTS = [name for name in env.text("ALLOWED_HOSTS").split(",") if name] or (
    [] if MODE == "production" else ["localhost", "127.0.0.1", "[::1]", HOST, "testserver"]
)
PUBLIC_URL = env.text("PUBLIC_URL", f"http://{HOST if HOST != '0.0.0.0' else 'localhost'}:{PORT}")  # noqa: S104
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
# A browser that carries it holds meals not sent yet: signing out must not wipe its storage.
KEEPS_COOKIE = "__Host-keeps" if HTTPS else "keeps"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:", *([_origin(MAP_TILES)] if MAP_TILES else [])],
        "worker-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# --- Mail goes out through the outbox's job; the demo keeps it in a folder ------------------------------
EMAIL_BACKEND = "ibasho.town.outbox.backend.OutboxBackend"  # what writes mail writes a row
MAIL_FOLDER = env.text("MAIL_FOLDER")  # a trial on one machine writes its letters into files instead
_carrier = {"test": "locmem", "demo": "filebased"}.get(MODE, "filebased" if MAIL_FOLDER else "smtp")
MAIL_TRANSPORT = (
    f"django.core.mail.backends.{_carrier}.EmailBackend"  # what the outbox's job hands the letters to
)
EMAIL_FILE_PATH = Path(MAIL_FOLDER or postgres.home() / "mail")
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.secret("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "ibasho@localhost")

# --- Logs: who, when, where, result; never a query string, never a body -----------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "format": "{asctime} {levelname} {name} {message}",
            "datefmt": "%Y-%m-%dT%H:%M:%S%z",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("IBASHO_LOG_LEVEL", "WARNING")},
    "loggers": {  # they would say where they post to: a browser's endpoint opens it
        "httpx": {"level": "WARNING"},
        "httpcore": {"level": "WARNING"},
    },
}

# --- Rules of the house that a city may change ---------------------------------------------------------
SESSIONS_AHEAD_DAYS = 120
FRESH_DAYS = 90  # a place verified this long ago fades and goes to the desk's phone list
STALE_DAYS = 180
SMALL_NUMBER_MIN = 10  # a cell with fewer children is not shown to the public
SIGNUP_KEEP_DAYS = 30  # after its day a sign-up is erased; heads by class stay
ADULTS_MIN = env.number("ADULTS_MIN", 2)  # grown-ups a session needs where nobody says otherwise
HONORARIUM_TAX = {  # 源泉徴収 in parts of ten thousand (1021 is 10.21 %), by kind of helper; why 0: roster/rules/honoraria.py
    "city_staff": env.number("HONORARIUM_TAX_CITY_STAFF", 0),
    "paid": env.number("HONORARIUM_TAX_PAID", 0),
}

# --- Sealed columns (kernel/sealing): what a child wrote on its way, and what only the こども家庭センター may read ------------
SEAL_SECRETS = env.secret("SEAL_SECRETS") or f"1={SECRET_KEY}"  # 2=newer,1=older; lost keys are lost words

# --- Who holds the keys of care's words (ports/vault): "" this process, from SEAL_SECRETS; `unix:/path` another OS user's service
VAULT = env.text("VAULT")

# --- Food tickets (rooms/mealtickets) --------------------------------------------------------------------
MEAL_CARD_SECRET = (
    env.secret("MEAL_CARD_SECRET") or SECRET_KEY
)  # keys of cards and shop devices are derived from it
MEALS_PER_CARD_A_DAY = env.number("MEALS_PER_CARD_A_DAY", 1)
MEAL_CARD_DAYS_MAX = 184  # 資金決済法: usable within six months
TILL_SESSION_HOURS = 14  # one PIN opens a shop's device for a working day
# Then: つながる場所で同期してください.
TILL_OFFLINE_HOURS, TILL_OFFLINE_MEALS, TILL_OFFLINE_YEN = 24, 30, 15_000

# --- Payment provider: Stripe's API shape; a demo speaks to its own stand-in, a copy without a key takes no cards ----
PAYMENTS_KEY = env.secret("PAYMENTS_KEY") or ("sk_demo_mihon" if MODE != "production" else "")
PAYMENTS_WEBHOOK_SECRET = env.secret("PAYMENTS_WEBHOOK_SECRET") or (
    "whsec_demo_mihon" if MODE != "production" else ""
)
PAYMENTS_API = env.text(
    "PAYMENTS_API",
    "https://api.stripe.com" if MODE == "production" else f"http://localhost:{PORT}/demo/payments",
)
PAYMENTS_CHECKOUT = env.text(  # where the hosted page stands: the one other origin a form of ours may lead to
    "PAYMENTS_CHECKOUT", "https://checkout.stripe.com" if MODE == "production" and PAYMENTS_KEY else ""
)
if PAYMENTS_CHECKOUT:
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append(_origin(PAYMENTS_CHECKOUT))

# --- LINE (ports/line): off unless the city gives its channel; the demo speaks to its own stand-in --------------------
LINE_SECRET = env.secret("LINE_SECRET") or ("demo-line-secret" if MODE != "production" else "")
LINE_TOKEN = env.secret("LINE_TOKEN") or ("demo-line-token" if MODE != "production" else "")
LINE_API = env.text(
    "LINE_API", "https://api.line.me" if MODE == "production" else f"http://localhost:{PORT}/demo/line"
)
LINE_ADD_URL = env.text(
    "LINE_ADD_URL", "" if MODE == "production" else "/demo/line/"
)  # where one becomes a friend

# --- Web push (ports/push): off unless there is a key (`ibasho push key` makes one) -----------------------------------
PUSH_KEY = env.secret("PUSH_KEY")  # the private VAPID key, base64url
PUSH_CONTACT = env.text("PUSH_CONTACT", f"mailto:{DEFAULT_FROM_EMAIL}")

# --- Public pages (ui/page_cache): how many seconds one page serves everybody who asks alike; 0: each is made anew ------
PUBLIC_PAGE_SECONDS = public_pages.seconds(0 if RUNNING_TESTS else public_pages.SECONDS_MAX)
PUBLIC_PAGE_FOLDER = None if RUNNING_TESTS else public_pages.folder(SECRET_KEY, DATABASES, BASE_DIR)

# --- What a process keeps: readings people corrected (ui/furigana; 0: never looked at), numbers in menus (0: not kept) --
READINGS_SECONDS = 30
MENU_SECONDS = 10

# --- Other people's pages that may show /embed/ in a frame: the city's own site -----------------------------------------
EMBED_ORIGINS = [one for one in env.text("EMBED_ORIGINS").split(",") if one]

# --- Backups (base/backups): where, for whose keys, and for how long; docs/backups.md --------------------------------------
DATABASE_URL_GIVEN = bool(env.secret("DATABASE_URL"))
BACKUPS = env.text("IBASHO_BACKUPS") or str(postgres.home() / f"backups-{CITY_SLUG}")
BACKUP_SPOOL = env.text("BACKUP_SPOOL") or str(postgres.home() / f"backup-spool-{CITY_SLUG}")
BACKUP_URL = env.secret("BACKUP_URL") or env.secret("DATABASE_OWNER_URL")  # a role with REPLICATION
BACKUP_RECIPIENTS = [one.strip() for one in env.text("BACKUP_RECIPIENTS").split(",") if one.strip()]
BACKUP_KEY = env.secret("BACKUP_KEY")  # only where one verifies to the last byte, drills or restores
BACKUP_KEEP = env.text("BACKUP_KEEP", "14d,8w,24m")
BACKUP_TOOLS = env.text("BACKUP_TOOLS")  # the server's own programs; none: those of the demo's PostgreSQL
IBASHO_OWNER_ROLE = (
    str(_database("owner")["USER"]) if not DATABASE_URL_GIVEN or env.secret("DATABASE_OWNER_URL") else ""
)

# --- PDF: fonts come from npm with the front end, no system font is used -----------------------------------
FONTS_DIR = BASE_DIR / "frontend" / "fonts"

safety.refuse(globals())  # a copy never starts half-secure
