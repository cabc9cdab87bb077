"""GitHub, asked for what the gate, the workflows and the comments need, and nothing else.

Facts: GITHUB.md. The values (``pulls``, ``actions``, ``talk``, ``repository``) are plain frozen
dataclasses; ``client`` reads, ``writer`` also writes, ``connect`` is the door.
"""
