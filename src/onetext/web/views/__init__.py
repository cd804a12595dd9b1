"""What each address answers: one file a page, functions from a `Desk` to an answer, named as the routing table says."""
