"""The limit: the smallest Django site that shows the same posts. What no forum on Django can be faster than."""
