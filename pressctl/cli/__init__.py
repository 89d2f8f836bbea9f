"""The command line: the only room that asks, prints, exits and knows typer and rich."""
