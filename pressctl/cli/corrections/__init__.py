"""Putting right what has left: `correct` and `withdraw`."""
