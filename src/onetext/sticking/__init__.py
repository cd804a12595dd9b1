"""Situation to sticking points: which demands cannot all be met, and the smallest withdrawals that would do.

Takes a viewer's situation and gives a `Sticking`; touches no file and makes no sentence.
"""

from onetext.sticking.stick import find_sticking

__all__ = ["find_sticking"]
