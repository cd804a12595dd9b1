"""Where a case is kept, as a person names it: a folder, a file, the URL of a database."""

from onetext.record.place import Place, is_url, show_place

__all__ = ["Place", "is_url", "show_place"]
