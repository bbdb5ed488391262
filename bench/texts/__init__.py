"""Recommendations, comments and positions for the bench."""
