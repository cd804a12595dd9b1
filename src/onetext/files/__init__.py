"""Everything that crosses the file border: the case folder, its faults as file:line, its schema.

Takes a folder and gives a `Case`, or every problem in it; takes a `Case` and writes a folder.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
