"""Situation to counts: which ledgers add up, by how much not, and the rates of exchanges.

Takes a viewer's situation and gives `Counts`; touches no file and makes no sentence.
"""

from onetext.counting.count import count_ledgers

__all__ = ["count_ledgers"]
