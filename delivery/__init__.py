"""The ways on which word leaves the house: a spool folder, a webhook, mail. One message at a time, under its own key.

A way says what became of a message: taken, refused, or not known. When to try again is not decided here.
"""
