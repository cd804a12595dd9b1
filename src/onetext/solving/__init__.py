"""The searches, and the only room that knows a solver. Takes conditions, spaces and arrays; knows no case and no words.

Sticking: which demands cannot all be met, and between what a sum may lie. Small questions are answered without a
solver, and it is loaded only for those that need it.

Frontier: `find_frontier` takes what every option is worth to every side and what ties issues together, and gives every
payoff that nobody could better without a loss to somebody, with a package for each; `list_frontier` is its slow twin.
`find_solutions` takes a frontier and gives the solution concepts on it. These need NumPy, so they are loaded late.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
