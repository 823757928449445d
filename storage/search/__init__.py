"""Full-text search: candidates from the database's index, scored by one function of ours."""
