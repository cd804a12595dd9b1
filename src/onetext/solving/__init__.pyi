"""The names at the door of this room, and the module behind each."""

from .brute_frontier import list_frontier as list_frontier
from .conflict import SEARCH as SEARCH, Knot as Knot, Search as Search, find_conflicts as find_conflicts
from .frontier import Frontier as Frontier, find_frontier as find_frontier
from .linear import Equation as Equation, Range as Range, find_range as find_range
from .nearest import find_nearest as find_nearest
from .solution import Found as Found, find_solutions as find_solutions
from .tie import (
    Factor as Factor,
    Tie as Tie,
    is_in as is_in,
    product_is as product_is,
    product_within as product_within,
    sum_within as sum_within,
)
