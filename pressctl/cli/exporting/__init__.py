"""Releases as files: `export`, of one or of many."""
