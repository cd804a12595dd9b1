"""Setting Django up: once in a process, by the first room that needs it. What pages need is added by `web`."""

from __future__ import annotations


def set_up_django() -> None:
    """Set Django up for the tables of records, unless that was done already.

    Whoever needs more of Django (the workspace: templates, sessions) calls this first and adds its own settings to
    those that then stand, so that a process has one set of them whichever came first.
    """
    import django
    from django.apps import apps
    from django.conf import settings

    if not settings.configured:
        settings.configure(INSTALLED_APPS=["onetext.record"], USE_TZ=True, LOGGING_CONFIG=None, DATABASES={})
    if not apps.ready:
        django.setup()
