"""The schema's history, by Alembic; `upgrade.py` runs it."""
