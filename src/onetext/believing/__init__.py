"""A situation becomes beliefs: weighted draws of what each side may want, and the entries that they rest on.

The core takes numbers alone: `Open` says what is open, `draw_prior` draws from it, `learn` takes in evidence.
"""

from onetext.believing.believe import believe, leave_out
from onetext.believing.evidence import CERTAIN, Evidence, Preferred, Took
from onetext.believing.open import LISTED, Bound, Impossible, Open, Tied
from onetext.believing.outlook import find_outlook
from onetext.believing.posterior import DRAWS, Sample, draw_prior, learn

__all__ = [
    "believe", "leave_out", "find_outlook",
    "Open", "Tied", "Bound", "Impossible", "LISTED", "Took", "Preferred", "Evidence", "CERTAIN",
    "Sample", "draw_prior", "learn", "DRAWS",
]  # fmt: skip
