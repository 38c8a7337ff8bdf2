"""Here is an answer; what shall the page show, and where do its links go?

One file for each page; templates only lay out what these values say.
"""
