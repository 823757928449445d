"""Comparing: whether two texts are one statement, and what changed from one to the next."""
