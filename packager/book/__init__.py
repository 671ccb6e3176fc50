"""The Book: what a story is, before anyone decides how it looks. It imports nothing of ours."""
