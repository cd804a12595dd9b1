"""The record: the home of a case in a database. Entries are only added; each is sealed under a key of its own and
linked into the chain of everybody who is told it, and into the chain of the whole.

Takes a place (a file, a PostgreSQL URL, `memory:`) and gives an open `Record`; takes entries, gives a `Case`. Plain
Python until a record is opened: Django is set up then.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
