"""Who signed which words, what an organisation wants signed, and what an edit voids."""
