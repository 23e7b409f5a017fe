"""How fast, and how much memory: run by hand, `python -m tests.benchmarks.reading`."""
