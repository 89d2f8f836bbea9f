"""Text and Release: what the office writes into files, read and written without loss."""
