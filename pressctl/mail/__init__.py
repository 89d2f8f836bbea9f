"""Messages, and the ways in which they leave."""
