"""Batch: many stories made into books, and only what changed when it runs again."""
