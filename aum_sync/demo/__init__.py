"""An invented season to play with."""
