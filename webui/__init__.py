"""Here is an address; what does the person want, and how do we show the answer?

`urls` reads addresses into searches, and `addresses` writes them. `current` tells which library
answers. `present` turns answers into what a template shows. `pages` and `api` are the views,
`problems` what they say when something goes wrong. `app` puts it together, and `commands` serves
it.
"""
