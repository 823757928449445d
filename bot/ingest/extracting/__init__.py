"""The limited children in which parsers run; `bot.ingest.extract` is their face."""
