"""What the sites of fan fiction say about a story, and fanfiction.net as text."""
