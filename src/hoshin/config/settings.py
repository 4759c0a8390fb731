"""Django's settings: one file, read from the environment. Importing it starts nothing and writes nothing."""

import secrets
from pathlib import Path

from hoshin.config import environment
from hoshin.config.database import ROLE_VARIABLE, ROLES, application_role, database_settings
from hoshin.config.home import Home
from hoshin.config.log_format import LOGGING as LOGGING
from hoshin.config.modules import modules

HOME = Home.from_environment()

# A demo runs on plain http on one's own machine; everything else is taken for production.
DEMO = environment.choice("HOSHIN_MODE", of=("production", "demo")) == "demo"
DEBUG = environment.flag("HOSHIN_DEBUG", default=False)
HTTPS = environment.flag("HOSHIN_HTTPS", default=not (DEMO or DEBUG))
BEHIND_PROXY = environment.flag("HOSHIN_BEHIND_PROXY", default=False)

# Without a key (before the first start, in a linter) a passing one: sessions signed with it are worth nothing later.
SECRET_KEY = environment.secret("SECRET_KEY") or HOME.secret_key() or secrets.token_urlsafe(64)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "hoshin.config",
    "hoshin.kernel",
    "hoshin.design",
    *modules(without=environment.words("HOSHIN_WITHOUT")),
    # Last, so that our templates are found before theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "hoshin.kernel.middleware.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    # Everything below, sessions included, runs in the municipality's scope and in its transaction.
    "hoshin.kernel.middleware.MunicipalityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hoshin.site.accounts.middleware.StaffSessionMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "hoshin.config.urls"
WSGI_APPLICATION = "hoshin.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hoshin.site.context.site",
                "hoshin.site.staff.workspace",
            ],
        },
    }
]

DATABASES = {"default": database_settings(HOME, environment.choice(ROLE_VARIABLE, of=ROLES))}
HOSHIN_APP_ROLE = application_role()

# In the database, so that the limits on sign-in attempts hold across processes and machines.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "hoshin_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Language and time
LANGUAGE_CODE = "ja"
# English joins when there is a catalogue: without one a browser that asks for it would get Django's English sentences
# among our Japanese ones, on a page that calls itself English.
LANGUAGES = [("ja", "日本語")]
LOCALE_PATHS = [Path(__file__).resolve().parent.parent / "locale"]
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = HOME.static
MEDIA_ROOT = HOME.files
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# Ask the pages that datasets point to whether they are still there: the only requests to other hosts, so off.
HOSHIN_CHECK_LINKS = environment.flag("HOSHIN_CHECK_LINKS", default=False)

# Hosts are data of the municipalities: the middleware answers 404 to a name that none of them serves.
ALLOWED_HOSTS = ["*"]

# Transport and browser
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked by machines inside, without TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600  # a working day; kept by the middleware below, also while a person is busy
HOSHIN_IDLE_MINUTES = environment.number("HOSHIN_IDLE_MINUTES", 60)
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_FAILURE_VIEW = "hoshin.site.views.errors.csrf_failure"
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

# People
AUTH_USER_MODEL = "kernel.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# Everybody must have an authenticator app or a passkey before any staff page opens.
HOSHIN_REQUIRE_MFA = environment.flag("HOSHIN_REQUIRE_MFA", default=False)
# Whom somebody without a role may ask, e.g. 情報推進課（内線 1234）.
HOSHIN_STAFF_CONTACT = environment.text("HOSHIN_STAFF_CONTACT")
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/staff/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "hoshin.site.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]  # nobody signs up; without them no password is asked
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses are entered by the municipality
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to strangers
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "hoshin.site.accounts.forms.LoginForm",
    "change_password": "hoshin.site.accounts.forms.ChangePasswordForm",
    "set_password": "hoshin.site.accounts.forms.SetPasswordForm",
    "reset_password": "hoshin.site.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "hoshin.site.accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "hoshin.site.accounts.forms.ReauthenticateForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
MFA_ADAPTER = "hoshin.site.accounts.adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # phones' clocks are seconds off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO  # browsers offer passkeys on http://localhost
MFA_FORMS = {
    "authenticate": "hoshin.site.accounts.forms.AuthenticateForm",
    "reauthenticate": "hoshin.site.accounts.forms.ReauthenticateCodeForm",
    "activate_totp": "hoshin.site.accounts.forms.ActivateTotpForm",
    "add_webauthn": "hoshin.site.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "hoshin.site.accounts.forms.EditPasskeyForm",
}

# Mail
SITE_URL = environment.text("HOSHIN_SITE_URL")  # for links in mails; else the municipality's first host name
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.text("HOSHIN_MAIL_FROM", "hoshin@localhost")
EMAIL_HOST = environment.text("HOSHIN_MAIL_HOST")
EMAIL_PORT = environment.number("HOSHIN_MAIL_PORT", 587)
EMAIL_HOST_USER = environment.text("HOSHIN_MAIL_USER")
EMAIL_HOST_PASSWORD = environment.secret("HOSHIN_MAIL_PASSWORD")
EMAIL_USE_TLS = environment.flag("HOSHIN_MAIL_TLS", default=True)
EMAIL_TIMEOUT = 10
EMAIL_FILE_PATH = HOME.mail
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"

# History
PGHISTORY_APPEND_ONLY = True

# Jobs
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = None
PROCRASTINATE_IMPORT_PATHS = ["hoshin.config.background", "hoshin.publishing.jobs"]
