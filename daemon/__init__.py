"""The doorbell: the sweep, the inbox, and the supervision of both. It decides nothing about a case."""
