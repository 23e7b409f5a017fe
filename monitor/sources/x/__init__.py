"""X's API v2: how it is asked, and how its answers are read.

`search` asks, through tweepy; `query`, `window` and `refusal` decide what is
asked and what an error means; `answer` reads posts, from files as well.
"""
