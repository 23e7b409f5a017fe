"""The report: what the page says, what the chart shows, what never gets in."""
