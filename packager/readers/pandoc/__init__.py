"""What only pandoc reads: reStructuredText, LaTeX, Org, Textile, wikis and more."""
