"""What a person can do, one function each. Takes plain values, reads files and records, calls stations, gives
results."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
