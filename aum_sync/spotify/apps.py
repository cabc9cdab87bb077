"""The two apps that Spotify knows us as: one reads, one writes, and what each is called by.

They are two since a token may widen to all scopes that its app was ever granted (DESIGN 10).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class App:
    """One app of Spotify's developer dashboard.

    ``role`` is what it does, for messages; ``prefix`` begins the variables of the environment
    that hold its credentials; ``scopes`` are those that its refresh token needs.
    """

    role: str
    prefix: str
    scopes: tuple[str, ...]

    @property
    def client_id(self) -> str:
        """The variable with the client id."""
        return f"{self.prefix}_CLIENT_ID"

    @property
    def client_secret(self) -> str:
        """The variable with the client secret."""
        return f"{self.prefix}_CLIENT_SECRET"

    @property
    def refresh_token(self) -> str:
        """The variable with the refresh token."""
        return f"{self.prefix}_TOKEN"

    @property
    def authorized(self) -> str:
        """The variable with the day on which somebody let it in; no secret."""
        return f"{self.prefix}_AUTHORIZED"

    @property
    def variables(self) -> tuple[str, str, str]:
        """The variables of its credentials, all of which are needed."""
        return self.client_id, self.client_secret, self.refresh_token

    @property
    def authorize(self) -> str:
        """What to do where its refresh token is not good, or not good enough."""
        scopes = f"{', '.join(self.scopes[:-1])} and {self.scopes[-1]}"
        return (
            f"authorize the {self.role} app again with the scopes {scopes} "
            f"(aum-sync login {self.role}), and put the new refresh token into "
            f"{self.refresh_token}"
        )


_READ_SCOPES = ("playlist-read-private", "playlist-read-collaborative")

READING = App("reading", "AUM_SYNC_READ", _READ_SCOPES)
WRITING = App(
    "writing",
    "AUM_SYNC_WRITE",
    (*_READ_SCOPES, "playlist-modify-public", "playlist-modify-private"),
)
"""Both modify scopes: whether a playlist is public is not always what it seems (SPOTIFY.md 3.7)."""
