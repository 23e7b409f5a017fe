"""The clock's own house: one file per job, and `ls jobs/` is the list of what runs.

    collect    what is new, from every live source
    fill       gaps, from what the day's budget has left
    report     the days that want their report
    deliver    reports and alerts, to those who want them
    schedule   when each of them starts; the clock itself
    shifted    a schedule on a clock that MONITOR_NOW has moved

A job enters the monitor only by `monitor.app`. What it did stands in the
database; here nothing is kept, so a start makes up for what was missed.
"""
