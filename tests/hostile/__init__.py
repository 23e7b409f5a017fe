"""Hostile text: one corpus, and every place where text from outside leaves the monitor.

payloads    the texts, each with the harm that it means to do
checks      what must hold of a page, a picture, a table, a terminal, a chat
watch       one watch that is full of them, brought in as anybody's text comes in
"""
