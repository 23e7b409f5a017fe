"""A real browser over the pages that people open; only `.ci/run` runs it (marker `long`)."""
