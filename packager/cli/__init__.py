"""The command line: the only folder that knows click, and the only one that prints."""
