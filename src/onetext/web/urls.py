"""The addresses, from the routing table. The viewer stands first in every one that holds anything of a case."""

from __future__ import annotations

from django.urls import path

from onetext.web.desk import answers
from onetext.web.route import ROUTES
from onetext.web.views import door, shelf

handler400 = "onetext.web.failure.unreadable"
handler404 = "onetext.web.failure.missing"
handler500 = "onetext.web.failure.broken"

urlpatterns = [
    path("", door.begin, name="begin"),
    path("link/<str:secret>", door.enter, name="link"),
    path("leave", door.leave, name="leave"),
    path("static/<str:name>", shelf.give, name="static"),
    *(path(f"<str:viewer>/{route.path}", answers(route), name=route.name) for route in ROUTES),
]
