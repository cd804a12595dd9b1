"""Results to words, tables, Markdown and JSON. Takes the data of a station and gives text; decides nothing."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
