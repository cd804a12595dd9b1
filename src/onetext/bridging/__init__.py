"""Situation to bridges: packages all sides may accept, and what the solution concepts say of them.

`find_bridges` takes a viewer's situation with stated utilities and gives `Bridges`. `make_slate` takes beliefs and the
situation and gives a `Slate`; `WhatIf` answers what a package would do, fast. All touch no file and make no sentence.
"""

from onetext.bridging.bridge import find_bridges
from onetext.bridging.slate import Request, make_slate
from onetext.bridging.space import Space, space_of_case
from onetext.bridging.what_if import Outlook, WhatIf

__all__ = ["Outlook", "Request", "Space", "WhatIf", "find_bridges", "make_slate", "space_of_case"]
