"""Words as the bot counts them: tokens with their spans, stems, stop words, and how rare a word is."""
