"""Text to `Document`: normalise, cut into paragraphs, tell headings and boilerplate from content, segment."""
