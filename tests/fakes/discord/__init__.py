"""A Discord of our own on loopback: its REST side, as far as the outbox needs it, misbehaving on demand."""
