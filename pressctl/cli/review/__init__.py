"""A release out as a copy, and what comes back taken over: `review` and `redline`."""
