"""What people reach the bot through: each adapter turns a surface's events into requests and replies into its form."""
