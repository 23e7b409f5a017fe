"""Tests of the sources; `contract` is what all of them keep."""
