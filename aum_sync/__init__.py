"""Declarative, Git-driven sync for Spotify playlists."""

__version__ = "0.1.0"
