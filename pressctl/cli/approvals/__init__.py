"""Signatures at the command line: who signed which words, and what still wants signing."""
