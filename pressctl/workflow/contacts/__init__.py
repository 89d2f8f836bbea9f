"""The press list: whom it names, other programs' lists in and out, segments, and who opts out."""
