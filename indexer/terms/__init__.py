"""What must the index and the search agree on, so that what is asked is what was written?

The fields and their notes, the making of a document, and the values of the topic facet.
"""
