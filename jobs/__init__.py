"""The clock's own house: one file per job, and `ls jobs/` is the list of what runs.

Empty until the clock comes: `monitor import` and `monitor report` are started
by hand. A job enters the monitor only by `monitor.app`.
"""
