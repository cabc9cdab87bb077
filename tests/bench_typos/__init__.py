"""How well typos are found: typos of every kind put into clean seasons, and counted."""
