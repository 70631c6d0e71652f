"""Years of an office by chance: how many executors, how many reports, and how often the law's term is held.

Needs numpy (the extra `load`); pictures need matplotlib (the extra `plots`). Nothing else of Merzim imports this room.
"""
