"""Copying whole stores: back-ups of a live one, bringing them back, and moving up to a server."""
