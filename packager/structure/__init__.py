"""Structure: the plan of a book, written down to be edited, and a Book built to a plan."""
