"""All settings of gongyou. Each option comes from the environment, see docs/developers/web.md."""

import secrets
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongyou.documents import charts
from gongyou.web.options import Environment, default_data, postgres

env = Environment()
WEB = Path(__file__).resolve().parent

# --- options -------------------------------------------------------------------------------

DEBUG = env.flag("GONGYOU_DEBUG")
DEMO = env.flag("GONGYOU_DEMO")
GONGYOU_DATA = env.folder("GONGYOU_DATA", default_data())
HTTPS = env.flag("GONGYOU_HTTPS")
GONGYOU: dict[str, Any] = {
    "DATA": GONGYOU_DATA,
    "DEMO": DEMO,
    # How old a bundle of another laptop may be, in days.
    "BUNDLE_DAYS": env.number("GONGYOU_BUNDLE_DAYS", 30, least=7, most=90),
    "IDLE_MINUTES": env.number("GONGYOU_IDLE_MINUTES", 15),
    "SESSION_HOURS": env.number("GONGYOU_SESSION_HOURS", 10),
    # "light" makes passphrases cheap to test, so only tests and demonstrations may ask for it.
    "PASSPHRASE_COST": env.choice("GONGYOU_PASSPHRASE_COST", ("full", "light"), "full"),
    "UPLOAD_MEGABYTES": env.number("GONGYOU_UPLOAD_MEGABYTES", 200),
}

# Without a given key every start makes a new one: whoever was signed in signs in again, which
# a sealed start asks for anyway, and nothing on the disk can forge a session. Several processes
# need the same key, so a server of many gives it.
SECRET_KEY = env.text("GONGYOU_SECRET_KEY") or secrets.token_urlsafe(48)
ALLOWED_HOSTS = env.words("GONGYOU_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []
TRUSTED_PROXIES = env.number("GONGYOU_PROXIES", 0, least=0)

# --- database ------------------------------------------------------------------------------

_url = env.text("DATABASE_URL")
_raw_key = env.raw_key("GONGYOU_DATABASE_KEY")
_embedded = {
    "ENGINE": "gongyou.vault.sqlcipher",
    "NAME": str(GONGYOU_DATA / "gongyou.db"),
    "OPTIONS": {"raw_key": _raw_key} if _raw_key else {},
    "TEST": {"NAME": str(GONGYOU_DATA / "test.db")},
    # A kept connection keeps its decrypted pages; a new one begins with an empty cache.
    "CONN_MAX_AGE": None,
}
DATABASES = {"default": postgres(_url) if _url else _embedded}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASE_ROUTERS: list[str] = []

# --- parts ---------------------------------------------------------------------------------

INSTALLED_APPS = [
    "gongyou.web",
    "gongyou.fieldwork",
    "gongyou.advocacy",
    "gongyou.outreach",
    "gongyou.surveys",
    "gongyou.collective",
    "gongyou.centre",
    "gongyou.vault",
    "gongyou.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    # Both wrap the template loaders by themselves, and one then undoes the other; the simple
    # configurations leave that to TEMPLATES below. tests/web/test_components.py keeps watch.
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "django_htmx",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django_linear_migrations",
    "csp",
    "django.forms",
]

MIDDLEWARE = [
    "gongyou.web.middleware.Headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gongyou.web.compression.CompressedPages",
    "csp.middleware.CSPMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    # Before anything that resolves an address: references in addresses need the database.
    "gongyou.web.middleware.SealedStart",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gongyou.vault.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gongyou.web.sent_once.SentOnce",
    "gongyou.web.drafts.DropSentDrafts",
    "gongyou.web.middleware.Refusals",
]

_loaders = [
    (
        "template_partials.loader.Loader",
        [
            (
                "django.template.loaders.cached.Loader",
                [
                    "django_cotton.cotton_loader.Loader",
                    "django.template.loaders.filesystem.Loader",
                    "django.template.loaders.app_directories.Loader",
                ],
            )
        ],
    )
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": _loaders,
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "gongyou.ui.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gongyou.web.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "gongyou.ui.renderer.Renderer"
ROOT_URLCONF = "gongyou.web.urls"
WSGI_APPLICATION = "gongyou.web.wsgi.application"

# --- languages -----------------------------------------------------------------------------

LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LANGUAGE_CODE = env.choice("GONGYOU_LANGUAGE", ("en", "zh-hans"), "en")
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_TZ = True
TIME_ZONE = env.text("GONGYOU_TIME_ZONE") or "Asia/Shanghai"
FORMAT_MODULE_PATH = ["gongyou.ui.formats"]

# --- files ---------------------------------------------------------------------------------

STATIC_URL = "/static/"
# Charts on a page are drawn by what draws them on paper.
STATICFILES_DIRS = [("vendor/echarts", charts.ECHARTS), ("charts", charts.SCRIPTS)]
STATIC_ROOT = env.folder("GONGYOU_STATIC", GONGYOU_DATA / "static")
# `gongyou serve` collects the static files first and says so; tests read them where they lie.
_collected = env.flag("GONGYOU_COLLECTED")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if _collected
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = not _collected
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Django's own second handler spools large uploads to the disk in clear; the vault's encrypts
# them as they arrive.
FILE_UPLOAD_HANDLERS = ["gongyou.vault.uploads.EncryptedUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# --- accounts ------------------------------------------------------------------------------

AUTH_USER_MODEL = "vault.Account"
AUTHENTICATION_BACKENDS = ["gongyou.vault.backends.PassphraseBackend"]
LOGIN_URL = "web:sign_in"
UNLOCK_URL = "web:unlock"
LOGIN_REDIRECT_URL = "web:home"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = GONGYOU["SESSION_HOURS"] * 3600  # type: ignore[operator]
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "gongyou.web.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "gongyou.web.accounts.mfa.SealedAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "gongyou"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

# --- what goes over the wire ---------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "media-src": ["'self'", "blob:"],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
# Not no-referrer: Chromium would send "Origin: null" and the CSRF check would refuse every form.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS and TRUSTED_PROXIES else None

# --- jobs, cache, logs ---------------------------------------------------------------------

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
# Limits on sign-in count in this cache; more than one process needs a shared one.
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "web_cache"}
        if _url
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}
DEFAULT_EXCEPTION_REPORTER_FILTER = "gongyou.web.errors.NothingReported"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_identity": {"()": "gongyou.web.logs.WithoutIdentity"}},
    "formatters": {"line": {"()": "gongyou.web.logs.Line"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["no_identity"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.db.backends": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "gongyou": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
SILENCED_SYSTEM_CHECKS = ["auth.E003"]
TEST_RUNNER = "django.test.runner.DiscoverRunner"
