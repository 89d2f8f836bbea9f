"""What the record holds of the words of others: approvals, embargoes, reviews, and the files that prove them."""
