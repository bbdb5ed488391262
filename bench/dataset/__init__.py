"""The data that the forum's bench reads: made once from a seed, kept, and the same on every machine."""
