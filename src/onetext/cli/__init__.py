"""The command line: parse, call one action, show. One file a command.

Exit codes: 0 fine, 1 problems in what was read or written, 2 wrong usage.
"""

from onetext.cli.app import app, main

__all__ = ["app", "main"]
