"""The command line: the only layer that asks, prints, exits and knows typer and rich.

It has a room for each matter, named as in `workflow`: its commands, what they ask and how they look. `asking` and
`telling` are what all of them share; the table of commands, the session and the boundary of errors stand beside.
"""
