"""The searches: which demands cannot all be met, and between what a sum may lie. The only room that knows a solver.

Takes conditions and the space of packages, gives sets of ids and numbers; knows no case, no viewer and no words. Small
questions are answered without a solver, and it is loaded only for those that need it.
"""

from onetext.solving.conflict import SEARCH, Knot, Search, find_conflicts
from onetext.solving.linear import Equation, Range, find_range
from onetext.solving.nearest import find_nearest

__all__ = ["SEARCH", "Equation", "Knot", "Range", "Search", "find_conflicts", "find_nearest", "find_range"]
