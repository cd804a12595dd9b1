"""An agreement followed step by step.

Takes a viewer's situation and a moment, and gives the `Standing` of the agreement: its obligations, exchanges, quotas,
services, lists, violations alleged and established, and the score.
"""

from onetext.monitoring.follow import follow

__all__ = ["follow"]
