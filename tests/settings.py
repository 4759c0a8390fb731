"""The product's settings, as the tests need them."""

import os
import tempfile
from pathlib import Path

# A folder of its own below the state folder, so that a test run never meets real data; kept, so that the next run is
# quick. Set in the environment, so that pytest's worker processes and the commands under test agree.
if not os.environ.get("HOSHIN_TESTS_HOME"):
    os.environ["HOSHIN_TESTS_HOME"] = str(Path(os.environ.get("HOSHIN_HOME") or "var").absolute() / "tests")
os.environ["HOSHIN_HOME"] = os.environ["HOSHIN_TESTS_HOME"]
os.environ["HOSHIN_MODE"] = "demo"
os.environ["HOSHIN_POSTGRES_DURABLE"] = "0"  # what a power cut loses here, nobody misses
os.environ["SECRET_KEY"] = "only-for-tests"
for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
    os.environ.pop(name, None)

from hoshin.config.settings import *  # noqa: E402, F403  # the environment above decides what they read

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # argon2 is slow on purpose
MEDIA_ROOT = tempfile.mkdtemp(prefix="hoshin-files-")
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True  # serves from the packages; nothing needs collecting
