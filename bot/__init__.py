"""What people reach: adapters, grammar, use cases, ingestion."""
