"""Reads the table that a city already has into an edition: every cell with a verdict, nothing guessed in silence."""
