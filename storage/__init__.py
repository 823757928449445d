"""What is kept: schema, repositories, search, migrations."""
