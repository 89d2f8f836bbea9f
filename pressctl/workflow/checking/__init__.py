"""Releases and documents looked over, and what of it stops a sending."""
