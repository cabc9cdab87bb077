"""Which declared count is wrong, what it should be, and how sure that is.

A week is a row of tracks cut into segments. What the rest of the season says about each track
(``clues``) and how counts get mistyped (``confusions``) give every way to cut it (``lattice``)
a probability; ``find`` turns them into one verdict per week. Nothing here changes a plan.
"""
