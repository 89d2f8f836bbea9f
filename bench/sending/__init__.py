"""What `bench/send.py` measures with: an office, mail servers that only count, and the programs that are compared."""
