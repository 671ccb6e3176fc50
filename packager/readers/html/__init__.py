"""HTML of any origin, and what pages of sites have in common."""
