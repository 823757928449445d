"""What can be set: a registry of typed settings, who may change them, and the words that do it."""
