"""The press list at the command line: in and out, shown, segments, who opts out."""
