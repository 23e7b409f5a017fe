"""`python -m monitor`: the same door as `monitor`."""

from monitor.cli import main

main()
