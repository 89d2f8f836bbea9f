"""Markdown ↔ the blocks of the document tree: read, written, and changed in place without loss."""
