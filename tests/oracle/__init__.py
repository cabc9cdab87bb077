"""A second, slow, obvious reading of DESIGN 5 and 6, to hold the engine against.

It is written from the design's sentences and shares no code with `season` and `plan` but the
frozen input types, the description parser and the folding of text. Loops are as quadratic as they
like to be.
"""
