"""What comes in has one effect, and what goes out goes out once."""
