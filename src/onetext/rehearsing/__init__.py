"""Mediated talks as a procedure: propose, hear, learn, propose again, improve after a yes.

A `Mediator` knows issues and options, and what is open about each side; it gives drafts and takes answers. `hold_talks`
runs talks with sides of any making, among them `Simulated` ones. The same seed and answers give the same talks.
"""

from onetext.rehearsing.mediator import Mediator, Plan
from onetext.rehearsing.party import Options, Party, Reply, Simulated
from onetext.rehearsing.talk import DRAFTS, Round, Talk, hold_talks

__all__ = ["Mediator", "Plan", "hold_talks", "Talk", "Round", "DRAFTS", "Party", "Simulated", "Reply", "Options"]
