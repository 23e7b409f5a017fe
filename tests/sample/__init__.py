"""The invented sample that ships with the monitor: made here, from one seed.

    wordings        how a theme becomes a text; the themes stand in english_film,
                    english_critics, english_petition, english_misses,
                    romance_languages and polish_german_turkish
    timeline        how many posts, and when: true dates, invented numbers
    people          who writes
    drafts, story   who says what
    pieces          copies, a loud account, an edit, long posts, a deletion
    shapes, pages   as X's search gives it, a page a line
    reading         the shipped file read again, for its tests

`python -m tests.sample` writes monitor/sources/sample/posts.jsonl.gz.
"""
