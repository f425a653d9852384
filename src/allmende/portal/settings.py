"""Composition root: the only place that picks implementations. Reads the environment.

Every variable is explained in docs/operate.md.
"""

from pathlib import Path

import dj_database_url
from django.contrib.messages import constants as message_levels
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from allmende.portal import environment

PORTAL = Path(__file__).resolve().parent
HOME = Path(environment.text("ALLMENDE_HOME", "var")).resolve()

DEBUG = environment.flag("ALLMENDE_DEBUG")
DEMO = environment.flag("ALLMENDE_DEMO")
SECRET_KEY = environment.secret_key(HOME)
ALLOWED_HOSTS = environment.words("ALLMENDE_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("ALLMENDE_ORIGINS")
TRUSTED_PROXIES = environment.number("ALLMENDE_TRUSTED_PROXIES", 0)
HTTPS = environment.flag("ALLMENDE_HTTPS")

INSTALLED_APPS = [
    "allmende.portal.core",
    "allmende.portal.organisations",
    "allmende.portal.knowledge",
    "allmende.portal.register",
    "allmende.portal.exchange",
    "allmende.portal.events",
    "allmende.portal.tours",
    "allmende.portal.assistant",
    "allmende.portal.reports",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "allmende.portal.core.middleware.health",
    "allmende.portal.core.middleware.observe",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "allmende.portal.core.middleware.german_workspace",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allmende.portal.organisations.middleware.active_member",
    "allmende.portal.organisations.second_factor.enforce",
    "allmende.portal.core.middleware.plain_errors",
]

ROOT_URLCONF = "allmende.portal.urls"
WSGI_APPLICATION = "allmende.portal.wsgi.application"
FORM_RENDERER = "allmende.portal.core.forms.KernRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "allmende.portal.core.context.portal",
                "allmende.portal.navigation.context",
            ],
            "builtins": ["allmende.portal.core.templatetags.kern"],
        },
    }
]

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
        "PRAGMA foreign_keys=ON; PRAGMA cache_size=-64000;"
    ),
}


def _database() -> dict[str, object]:
    url = environment.text("DATABASE_URL")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "allmende.sqlite3",
            "CONN_MAX_AGE": 60,  # opening one costs more than most questions to it
            "OPTIONS": SQLITE_OPTIONS,
        }
    if not url.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured(
            "DATABASE_URL muss mit postgresql:// beginnen, zum Beispiel "
            "postgresql://name:kennwort@localhost/allmende. Ohne DATABASE_URL wird SQLite benutzt."
        )
    return {**dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)}


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
# allauth counts attempts to log in here, so every process must see the same numbers.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cacheentry",
        "KEY_FUNCTION": "allmende.portal.core.domain.ratelimit.hidden_key",
        # Above it entries are thrown away, counts of attempts among them; the default is 300.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Identity
AUTH_USER_MODEL = "organisations.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
LOGIN_REDIRECT_URL = "start"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "allmende.portal.organisations.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "allmende.portal.organisations.adapters.SocialAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation has already proven the address
ACCOUNT_LOGIN_BY_CODE_ENABLED = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 1
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Allmende: "
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody states an own address here
MFA_TOTP_ISSUER = "Allmende"
MFA_TOTP_TOLERANCE = 1  # RFC 6238, 5.2: clocks of phones differ
MFA_ADAPTER = "allmende.portal.organisations.adapters.SecondFactorAdapter"
MFA_FORMS = {"add_webauthn": "allmende.portal.organisations.forms.passkeys.AddPasskeyForm"}
# Sends administration and editors to the set-up of a second factor before anything else.
REQUIRE_MFA = environment.flag("ALLMENDE_REQUIRE_MFA")
# Browsers allow passkeys on http only for localhost.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
OIDC_ISSUER = environment.text("ALLMENDE_OIDC_ISSUER")
# Many providers of administrations never say that they have checked the mail address.
OIDC_TRUST_MAIL = environment.flag("ALLMENDE_OIDC_TRUST_MAIL")
OIDC_NAME = environment.text("ALLMENDE_OIDC_NAME", "Anmeldung der Verwaltung")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "verwaltung",
                "name": OIDC_NAME,
                "client_id": environment.text("ALLMENDE_OIDC_CLIENT_ID"),
                "secret": environment.text("ALLMENDE_OIDC_SECRET"),
                "settings": {
                    "server_url": OIDC_ISSUER,
                    "verified_email": OIDC_TRUST_MAIL,
                    "oauth_pkce_enabled": True,
                },
            }
        ]
        if OIDC_ISSUER
        else []
    }
}

# Language and time
LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("Deutsch")), ("en", _("English"))]
LOCALE_PATHS = [PORTAL / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

# Files
STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [PORTAL / "static_vendor"]
MEDIA_ROOT = HOME / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 2000  # knowledge refuses more than 500 with a sentence
UPLOAD_LIMIT_MB = environment.number("ALLMENDE_UPLOAD_LIMIT_MB", 100, minimum=1)

# Mail goes into a queue; the worker brings it to the server, or to files under HOME where none is.
BASE_URL = environment.base_address(environment.text("ALLMENDE_URL", "http://localhost:8000"))
SMTP_HOST = environment.text("ALLMENDE_SMTP_HOST")
MAIL_FOLDER = HOME / "mail"
_SMTP = {
    "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "OPTIONS": {
        "host": SMTP_HOST,
        "port": environment.number("ALLMENDE_SMTP_PORT", 587, minimum=1),
        "username": environment.text("ALLMENDE_SMTP_USER"),
        "password": environment.text("ALLMENDE_SMTP_PASSWORD"),
        "use_tls": environment.flag("ALLMENDE_SMTP_TLS", default=True),
        "timeout": 15,
    },
}
_MAIL_FILES = {
    "BACKEND": "allmende.portal.core.mail_files.EmailBackend",
    "OPTIONS": {"file_path": str(MAIL_FOLDER)},
}
MAILERS = {
    "default": {"BACKEND": "allmende.portal.core.mail_backend.EmailBackend"},
    "transport": _SMTP if SMTP_HOST else _MAIL_FILES,
}
DEFAULT_FROM_EMAIL = environment.text("ALLMENDE_MAIL_FROM", "allmende@localhost")

# Security
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF, *([OIDC_ISSUER] if OIDC_ISSUER else [])],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
MESSAGE_TAGS = {message_levels.DEBUG: "info", message_levels.ERROR: "danger"}  # KERN's names

# The town's own choices
QUESTIONS_PER_MINUTE = environment.number("ALLMENDE_QUESTIONS_PER_MINUTE", 20, minimum=1)
CONVERSATION_DAYS = environment.number("ALLMENDE_CONVERSATION_DAYS", 30, minimum=1)
# Where passages are looked up: empty follows the database.
INDEX = environment.choice("ALLMENDE_INDEX", ["", "embedded", "postgres"])
EMBEDDING_URL = environment.text("ALLMENDE_EMBEDDING_URL")
EMBEDDING_MODEL = environment.text("ALLMENDE_EMBEDDING_MODEL")
EMBEDDING_KEY = environment.text("ALLMENDE_EMBEDDING_KEY")
# Video meetings of events: a server is offered where its address is set.
BBB_URL = environment.address("ALLMENDE_BBB_URL")
BBB_SECRET = environment.text("ALLMENDE_BBB_SECRET")
environment.together({"ALLMENDE_BBB_URL": BBB_URL, "ALLMENDE_BBB_SECRET": BBB_SECRET})
JITSI_URL = environment.address("ALLMENDE_JITSI_URL")
JITSI_APP_ID = environment.text("ALLMENDE_JITSI_APP_ID")
JITSI_SECRET = environment.text("ALLMENDE_JITSI_SECRET")
environment.together({"ALLMENDE_JITSI_APP_ID": JITSI_APP_ID, "ALLMENDE_JITSI_SECRET": JITSI_SECRET})
# Without a token, measurements are given only to programs on this machine.
METRICS_TOKEN = environment.text("ALLMENDE_METRICS_TOKEN")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "allmende.portal.core.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": environment.text("ALLMENDE_LOG_LEVEL", "INFO")},
    "loggers": {
        "django.server": {"handlers": ["console"], "propagate": False},
        "weasyprint.progress": {"level": "WARNING"},  # tells every page of every PDF
        "fontTools": {"level": "WARNING"},
    },
}
