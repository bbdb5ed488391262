"""What can be said to the person at the keyboard."""


class Unusable(Exception):
    """Something outside this code stands in the way. Its text is one sentence: what it is, and what to do about it."""
