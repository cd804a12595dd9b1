"""The workspace in the browser: pages drawn for a viewer, on this computer only. Takes an open `Workspace`, serves it.

Django, uvicorn and htmx are loaded when something is served and not before.
"""

from onetext.web.serving import Served, open_browser, serve_workspace

__all__ = ["Served", "open_browser", "serve_workspace"]
