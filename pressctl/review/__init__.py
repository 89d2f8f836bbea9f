"""What came back from a review: read, matched to what went out, merged with what the text has become since (ADR 0019).

Takes bytes and texts, gives changes and texts; reads no file and writes none.
"""
