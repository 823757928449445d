"""Bytes to documents to the store."""
