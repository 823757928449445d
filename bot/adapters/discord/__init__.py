"""Discord: what comes in from it and how answers look there."""
