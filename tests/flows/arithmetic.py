"""Ledgers and rates worked out the plain way, for examples whose accounts were counted once each."""

from itertools import product

from onetext.model import Count


def gap_of(ledger, case):
    """The least and the greatest that a ledger can be off by, over the ends of every count on its accounts.

    An account that was counted more than once is taken at the count of the latest moment.
    """
    counted = {}
    for entry in case.entries:
        if isinstance(entry.body, Count):
            counted[entry.body.account] = entry.body.quantity
    ends = [[posting.times * end for end in (q.lo, q.hi)] for posting in ledger.sum for q in [counted[posting.account]]]
    sums = [sum(choice) - ledger.total for choice in product(*ends)]
    return min(sums), max(sums)


def rate_of(delivery, bodies):
    """How many of this delivery for each of the one it was exchanged for, as said."""
    return delivery.quantity.nominal / bodies[delivery.against].quantity.nominal
