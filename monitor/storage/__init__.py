"""The wall that faces the disk: takes and gives values, never rows."""

from monitor.storage.store import Store

__all__ = ["Store"]
