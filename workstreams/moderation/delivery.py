"""Sending that must be remembered: a statement of reasons goes to each person once, and is tried again until it went."""
