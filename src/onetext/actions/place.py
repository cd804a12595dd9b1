"""Where a case is kept, as a person names it: a folder, a file, the URL of a database; and what opens a database."""

from onetext.record.place import Place, is_url, show_place
from onetext.record.setting import set_up_django

__all__ = ["Place", "is_url", "set_up_django", "show_place"]
