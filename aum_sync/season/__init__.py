"""What a season says: from descriptions and locks to what every master should hold. Pure."""
