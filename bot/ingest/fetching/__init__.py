"""The parts of the one way out; `bot.ingest.fetch` is its face."""
