"""What files of every format share: places in a text, strict JSON, verdicts of schemas."""
