"""What a text is and which of its sentences matter: pure functions, no input or output, no asyncio."""
