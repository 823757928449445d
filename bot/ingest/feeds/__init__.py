"""Feeds: what an entry is, whether it was seen, when to look again, and what one look tells."""
