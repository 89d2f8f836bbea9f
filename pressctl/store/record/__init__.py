"""The record itself: its form, transactions and queries, the chain that proves it, and the texts frozen in it."""
