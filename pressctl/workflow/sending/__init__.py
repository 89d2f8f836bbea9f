"""From an order to a plan, from a plan to messages, and what becomes of each."""
