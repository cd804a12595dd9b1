"""The names at the door of this room, and the module behind each."""

from .assembly import find_frontier as find_frontier
from .brute_frontier import list_frontier as list_frontier
from .conflict import SEARCH as SEARCH
from .conflict import Knot as Knot
from .conflict import Search as Search
from .conflict import find_conflicts as find_conflicts
from .frontier import Frontier as Frontier
from .linear import Equation as Equation
from .linear import Range as Range
from .linear import find_range as find_range
from .nearest import find_nearest as find_nearest
from .solution import Found as Found
from .solution import find_solutions as find_solutions
from .tie import Factor as Factor
from .tie import Tie as Tie
from .tie import is_in as is_in
from .tie import product_is as product_is
from .tie import product_within as product_within
from .tie import sum_within as sum_within
