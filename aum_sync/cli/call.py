"""What a command line asks for, as far as its end must know that, whatever the end is."""

from __future__ import annotations


class Call:
    """What a command line turned out to ask for, as the one handler of its errors must know it.

    ``root`` is the season's directory, ``form`` what standard output is to be, and ``told`` whether
    the result is there already. No dataclass: every start, ``--version`` too, would pay for them.
    """

    __slots__ = ("form", "root", "told")

    def __init__(self) -> None:
        self.root = "."
        self.form = "text"
        self.told = False

    @property
    def machine(self) -> bool:
        """Whether standard output is for a program."""
        return self.form != "text"
