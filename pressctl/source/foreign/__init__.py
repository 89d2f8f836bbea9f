"""Releases that others wrote, as pages of words: one reader for each format."""
