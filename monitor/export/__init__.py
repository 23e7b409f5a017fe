"""What leaves the store for other programs, and for whoever checks the figures.

columns   which tables there are, and what each of their columns means
rows      values to rows of these columns
forms     rows as CSV, JSON or JSON lines
telling   what an evidence pack says of itself
pack      the pack: files, their sums, in a folder or a zip

Ids only, unless texts are asked for; never an author.
"""
