"""Spotify's Web API at arm's length: one gateway owns every request. Adapter."""
