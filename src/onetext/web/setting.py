"""What pages need of Django, added to what the record has set up: no account, no database, nothing kept on disk."""

from __future__ import annotations

import logging
import secrets
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from onetext.actions import set_up_django

ROOM: Final = Path(__file__).parent
URLS: Final = "onetext.web.urls"
LIBRARIES: Final = ("ortools.sat.python.cp_model", "altair", "moocore")
"""What pages compute and draw with, and with it NumPy and pandas."""
IDLE_SECONDS: Final = 8 * 3600
"""How long a browser stays signed in without asking for anything."""


def set_up_pages() -> None:
    """Add our settings to Django's, once. Key and name of the cookie are drawn anew: a restart signs everybody out."""
    set_up_django()
    from django.conf import settings

    if getattr(settings, "ROOT_URLCONF", "") == URLS:
        return
    for name, value in _settings().items():
        setattr(settings, name, value)
    log = logging.getLogger("django")  # what it would write could hold addresses and contents
    log.propagate = False
    log.handlers = [logging.NullHandler()]
    for library in LIBRARIES:  # by this thread alone: begun by two at once, they may wait for each other for ever
        import_module(library)


def _settings() -> dict[str, Any]:
    return {
        "DEBUG": False,
        "SECRET_KEY": secrets.token_urlsafe(48),
        "ALLOWED_HOSTS": ["*"],  # the guard, before everything, admits one address and port
        "ROOT_URLCONF": URLS,
        "MIDDLEWARE": [
            "django.contrib.sessions.middleware.SessionMiddleware",
            "onetext.web.gate.SignedIn",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django_htmx.middleware.HtmxMiddleware",
            "onetext.web.failure.Failures",
        ],
        "SESSION_ENGINE": "django.contrib.sessions.backends.cache",
        "SESSION_COOKIE_NAME": f"onetext-{secrets.token_hex(8)}",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Strict",
        "SESSION_COOKIE_AGE": IDLE_SECONDS,
        "SESSION_SAVE_EVERY_REQUEST": True,
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "CSRF_USE_SESSIONS": True,
        "CSRF_FAILURE_VIEW": "onetext.web.failure.refused",
        "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "onetext"}},
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [ROOM / "template"],
                "OPTIONS": {
                    "libraries": {"onetext": "onetext.web.tags"},
                    "builtins": ["onetext.web.tags"],
                    "string_if_invalid": "",
                },
            }
        ],
        "USE_I18N": False,
        "USE_TZ": True,
        "APPEND_SLASH": False,
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 1 << 20,
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": 5000,
        "FILE_UPLOAD_HANDLERS": ["django.core.files.uploadhandler.MemoryFileUploadHandler"],
    }
