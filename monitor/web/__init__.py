"""The dashboard: pages and a JSON API over what is stored. It only looks.

It enters the house by `app`, and takes a watch that was opened to look. Every
request passes `guard` first: who may ask at all, and how. What may be shown is
decided in `monitor.app.looking`, what it says in words in `shown` and
`explorer`; `api` and `pages` only ask and answer.
"""
