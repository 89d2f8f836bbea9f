"""How a language writes: labels, dates, lists, direction, and its letters in a folder's name."""
