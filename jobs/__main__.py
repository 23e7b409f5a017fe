"""`python -m jobs` is `monitor run`: the same door, and the same options."""

import sys

from monitor.cli import main

if __name__ == "__main__":
    asked = sys.argv[1:]
    once = [option for option in asked if option == "--once"]
    sys.argv[1:] = [*(option for option in asked if option != "--once"), "run", *once]
    main()
