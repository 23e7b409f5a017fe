"""The daily report: `summary` gathers a day's figures, `render` makes the page."""
