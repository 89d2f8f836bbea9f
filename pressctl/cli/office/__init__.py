"""The office itself: founded, its people and organisations on file, its kinds and layouts."""
