"""Feeds to entries: RSS, Atom, RDF and JSON Feed."""

from __future__ import annotations

from bot.ingest.parsers.feed.parsing import parse_feed

__all__ = ["parse_feed"]
