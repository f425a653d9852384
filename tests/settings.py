"""The product's own settings with what tests must not do: mail, slow hashing, shared files."""

import os
import tempfile

from tests import postgres

os.environ.setdefault("ALLMENDE_HOME", tempfile.mkdtemp(prefix="allmende-test-"))
os.environ.setdefault("ALLMENDE_SECRET_KEY", "only-for-tests-" + "x" * 32)

if os.environ.get("ALLMENDE_TEST_DATABASE") == "postgresql" and "DATABASE_URL" not in os.environ:
    os.environ["DATABASE_URL"] = postgres.start()

from allmende.portal.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
_MAILER = {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
MAILERS = {"default": _MAILER, "transport": _MAILER}
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["*"]

# The product makes it at its start; whitenoise warns where it is missing.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
