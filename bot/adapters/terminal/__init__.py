"""The terminal: replies as styled text, and a chat."""
