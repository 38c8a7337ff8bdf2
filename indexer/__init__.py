"""Sökverket, the search engine: read → analyse → index → search → show.

    read     a source            → articles         "What did the agency publish?"
    analyse  a text              → terms            "Which words does it hold?"
    topics   an article          → topics           "What is it about?"
    terms    an article          → a document       what index and search must agree on
    engines  documents of terms  → matches          the port, and one adapter for each engine
    index    articles            → a generation     built beside the old, then switched to
    search   a question          → an answer        ranked hits, facets, snippets
    judge    judged questions    → measures         "How good are the answers?"

`app` wires them together, `cli` is the `sokverket` command, and the package `webui` shows it all.
"""
