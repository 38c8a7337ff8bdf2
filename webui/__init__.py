"""Here is an address; what does the person want, and how do we show the answer?

`urls` reads addresses into searches, and `addresses` writes them. `library` says what the
pages need of the search engine. `present` turns answers into what a template shows. `pages` and
`api` are the views, `problems` what they say when something goes wrong. `app` puts it together,
and `commands` serves it.
"""
