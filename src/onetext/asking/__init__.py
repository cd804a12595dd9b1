"""Beliefs become questions: which answer from which side would help most, and what it is worth."""
