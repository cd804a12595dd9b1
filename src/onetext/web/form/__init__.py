"""Forms from types: what the fields of a noun of the model look like in a browser, and back.

Fields are a mapping from the name of a control (`obligations.0.by`) to the texts typed there; plain data is what a
file would hold. `gather_plain` goes from fields to plain data, `spread_plain` back; the model reads the plain data.
"""

from onetext.web.form.gather import Gathered, Typed, gather_plain
from onetext.web.form.shape import Part, Shape, shape_of
from onetext.web.form.spread import spread_plain

__all__ = ["Gathered", "Part", "Shape", "Typed", "gather_plain", "shape_of", "spread_plain"]
