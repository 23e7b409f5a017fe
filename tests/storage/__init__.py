"""The wall that faces the disk, on real SQLite files."""
