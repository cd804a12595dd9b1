"""A package and a template become an agreement.

Takes a viewer's situation and gives `Agreed`: the agreement, what was filled from which terms, what stays open.
"""

from onetext.agreeing.agree import agree_on

__all__ = ["agree_on"]
