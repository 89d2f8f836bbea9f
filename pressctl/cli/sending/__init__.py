"""From an order to mail on its way: the plan shown and confirmed, the bar, how it ended."""
