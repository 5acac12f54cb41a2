"""One settings file, driven by the environment; docs/deployment.md lists the variables."""

import socket
from ipaddress import ip_network
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from civicforum.environment import Environment
from civicforum.local.home import chosen_home
from committees.minutes.reading import limits

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment()

# The folder that holds what must survive a restart and stay out of the repository.
HOME = chosen_home()


def _secret_key() -> str:
    key = env.text("SECRET_KEY", default="")
    key_file = HOME / "secret_key"
    if not key and key_file.is_file():
        key = key_file.read_text().strip()
    if not key:
        raise ImproperlyConfigured(
            "Set SECRET_KEY, or start once with `make run`, which makes one."
        )
    return key


def _required(name: str) -> str:
    if name not in env:
        raise ImproperlyConfigured(
            f"Set {name}, or use manage.py, which starts an embedded server."
        )
    return name


def _own_url() -> str:
    """Where the portal is reached when nobody says so: at its host, or by the machine's name."""
    name = socket.gethostname() if HOST in _EVERY_ADDRESS else HOST
    host = f"[{name}]" if ":" in name else name
    return f"http://{host}:{env.number('PORT', 8000, 1, 65535)}"


DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = _secret_key()
HOST = env.text("HOST", default="127.0.0.1")
_EVERY_ADDRESS = {"0.0.0.0", "::"}  # noqa: S104
# Listening on every address means being called by any of them.
_own_names = ["*"] if HOST in _EVERY_ADDRESS else [HOST, "127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = env.items("ALLOWED_HOSTS", default=_own_names)
CSRF_TRUSTED_ORIGINS = env.items("CSRF_TRUSTED_ORIGINS", default=[])
BEHIND_TLS = env.flag("BEHIND_TLS", default=False)
TRUSTED_PROXIES = env.items("TRUSTED_PROXIES", default=[])  # addresses or networks
for _proxy in TRUSTED_PROXIES:
    try:
        ip_network(_proxy)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"TRUSTED_PROXIES: {_proxy} is no address or network such as 10.0.0.0/8."
        ) from error

INSTALLED_APPS = [
    "civicforum.portal",
    "roundtables",
    "daulmadang",
    "committees",
    "civicforum.record",
    "civicforum.people",
    "civicforum.kit",
    "civicforum.kit.admin.CivicAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "crispy_forms",
    "import_export",
    "simple_history",
]

MIDDLEWARE = [
    "civicforum.record.cache.PublishedPageCache",  # outermost: a kept page passes nothing else
    "civicforum.kit.middleware.NoBodyForHead",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "civicforum.kit.middleware.RefuseNul",
    "civicforum.kit.middleware.LanguageOfAddress",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "civicforum.urls"
WSGI_APPLICATION = "civicforum.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "civicforum.kit.context.site",
            ],
        },
    },
]

DATABASES = {"default": env.database(_required("DATABASE_URL"))}
DATABASES["default"]["CONN_MAX_AGE"] = 600
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Joins are taken nearly in the order Django writes them: for the small queries of a page,
# weighing every order costs ten times what running any of them does. What DATABASE_URL says
# comes last and holds.
_options = DATABASES["default"].setdefault("OPTIONS", {})
_options["options"] = f"-c join_collapse_limit=2 -c jit=off {_options.get('options', '')}".strip()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.url(
    _required("REDIS_URL"), {"redis", "rediss"}, "redis://:password@host:port/number"
)

CELERY_BROKER_URL = REDIS_URL
CELERY_TIMEZONE = "Asia/Seoul"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_USERNAME_FORM_FIELD = "username"  # what Django's form calls it, whatever the model says
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address"]
AXES_CLIENT_IP_CALLABLE = "civicforum.kit.client.client_address"
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True  # where from and with what is personal
AXES_LOCKOUT_TEMPLATE = "admin/locked_out.html"
AXES_ENABLE_ADMIN = False  # `manage.py axes_reset_username` lets a person back in at once

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", _("Korean")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Seoul"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["civicforum.kit.formats"]

KRDS = BASE_DIR / "node_modules" / "krds-uiux" / "resources"
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
WHITENOISE_ROOT = BASE_DIR / "static" / "icons"  # browsers ask for /favicon.ico by themselves
STATICFILES_DIRS = [
    BASE_DIR / "static",
    # Only what our pages use: the rest of KRDS refers to files it does not ship.
    *((f"krds/{part}", KRDS / part) for part in ("css/token", "fonts", "img")),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": env.text(
            "STATICFILES_STORAGE", default="civicforum.kit.static_storage.HashedStatics"
        )
    },
}
MEDIA_ROOT = HOME / "media"
MAX_UPLOAD_BYTES = limits.FILE_BYTES
FILE_UPLOAD_HANDLERS = [
    "civicforum.kit.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# EMAIL_URL such as smtp+tls://user:password@host:587; without one, mail is kept as files.
_email = env.mail("EMAIL_URL", default="filemail://")
EMAIL_BACKEND = _email["EMAIL_BACKEND"]
EMAIL_HOST = _email.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = _email.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _email.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _email.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = _email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _email.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = str(HOME / "outbox")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", default="CivicForum <civicforum@localhost>")

SITE_NAME = env.text("SITE_NAME", default="")  # empty: the translated default
SITE_URL = env.url("SITE_URL", {"http", "https"}, "https://record.example.org", _own_url()).rstrip(
    "/"
)
SOURCE_CODE_URL = env.text("SOURCE_CODE_URL", default="")  # the AGPL asks to offer the source
OFFICIAL_BANNER = env.flag("OFFICIAL_BANNER", default=False)  # only for official government sites
REMINDER_SWEEP_SECONDS = env.number("REMINDER_SWEEP_SECONDS", 60, 1, 86400)
# Besides e-mail, such as sms,kakao; what sends them is a class like kit.channels.KeptAsFiles.
REMINDER_CHANNELS = env.items("REMINDER_CHANNELS", default=[])
TEXT_MESSAGE_SENDER = env.text("TEXT_MESSAGE_SENDER", "civicforum.kit.channels.KeptAsFiles")
MINUTES_SWEEP_SECONDS = 60  # how often files are looked after whose reader was lost

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_HSTS_SECONDS = 31536000 if BEHIND_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CRISPY_ALLOWED_TEMPLATE_PACKS = "krds"
CRISPY_TEMPLATE_PACK = "krds"
IMPORT_EXPORT_USE_TRANSACTIONS = True

LOG_LEVEL = env.one_of("LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"), "WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # What a visitor asks for wrongly is no warning to whoever runs the portal; a 5xx is an error.
    "loggers": {"django.request": {"level": "ERROR" if LOG_LEVEL == "WARNING" else LOG_LEVEL}},
}
