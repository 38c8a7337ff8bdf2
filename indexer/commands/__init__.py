"""What can staff and operators type, and what does each command do?

One module for each topic; `indexer.cli` registers them. `options` holds what they share.
"""
