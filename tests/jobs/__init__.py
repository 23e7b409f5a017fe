"""Tests of the clock and of what it starts."""
