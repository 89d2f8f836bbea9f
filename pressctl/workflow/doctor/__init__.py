"""`pressctl doctor`: what could stand in the way of the next sending, and what to do about each."""
