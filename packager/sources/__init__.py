"""Sources: the only folder that reads stories from the disk."""
