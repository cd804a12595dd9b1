"""Mediated talks as a procedure: propose, hear, learn, propose again, improve after a yes."""
