"""Plans, weeks and faults as text for people and programs: made from values, never from text."""
