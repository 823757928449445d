"""Words in, replies out: the command language, the statements meant, and one file a use case."""
