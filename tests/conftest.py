"""Hypothesis profiles: a quick one that draws the same for the same tree, and `prove`, with ONETEXT_EXAMPLES examples a
law, which draws anew each time."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_QUIET = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow], "print_blob": True}

settings.register_profile("default", max_examples=100, derandomize=True, **_QUIET)
settings.register_profile("prove", max_examples=int(os.environ.get("ONETEXT_EXAMPLES", "1000")), **_QUIET)
settings.load_profile("prove" if "ONETEXT_EXAMPLES" in os.environ else "default")
