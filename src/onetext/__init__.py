"""onetext: a workbench for people who mediate between parties that may never meet."""

__version__ = "0.1.0"
