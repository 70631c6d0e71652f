"""The way to state information systems: one question at a time, and what they answered. It decides nothing.

Whoever is asked, only an answer that says so in so many words is "holds no data"; everything else that goes wrong is
"did not answer".
"""
