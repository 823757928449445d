"""What came in and is not handled yet, and what is to go out: rows that outlive the process."""
