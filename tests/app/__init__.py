"""Tests of where it is wired."""
