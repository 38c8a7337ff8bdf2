"""What can staff and operators type, and what does each command do?

One module for each command or topic, which holds what it prints too; `indexer.cli` tells where each
is. `options` holds what they share, `lazy_group` loads them and `swedish_click` speaks for Click.
"""
