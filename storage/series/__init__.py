"""Series: which statement follows which, as found and as people correct it."""
