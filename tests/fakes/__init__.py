"""Stand-ins for what lies beyond the machine; they misbehave on demand."""
