"""Situation to bridges: packages all sides may accept, and what the solution concepts say of them.

Takes a viewer's situation and gives `Bridges`; touches no file and makes no sentence.
"""

from onetext.bridging.bridge import find_bridges
from onetext.bridging.space import Space, space_of_case

__all__ = ["Space", "find_bridges", "space_of_case"]
