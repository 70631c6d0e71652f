"""The papers of a case as documents: certificates, notices, refusals, made of the case's events alone.

The same case gives the same bytes. Nothing is decided here, nothing sent, nothing kept.
"""
