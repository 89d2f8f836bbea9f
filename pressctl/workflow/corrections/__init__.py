"""Putting right what has left: corrections and withdrawals, tied to what they answer."""
