"""What the newsroom talks about: frozen, typed, no input or output."""
