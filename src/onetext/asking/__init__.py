"""Beliefs to next questions: which question to which side would help most, and what its answer is worth.

Takes beliefs and the viewer's situation and gives `Inquiries`; touches no file and makes no sentence.
"""

from onetext.asking.ask import find_inquiries

__all__ = ["find_inquiries"]
