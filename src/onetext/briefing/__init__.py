"""Situation to brief: one page before a session, or before a meeting with one party.

Takes the viewer's situation (a fold of its projection) and gives a `Brief`; touches no file and makes no sentence.
"""

from onetext.briefing.brief import make_brief

__all__ = ["make_brief"]
