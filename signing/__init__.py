"""Signatures: those of reports verified against the operator's trust store, those of certificates made.

What cannot be verified is named as unverified, never taken on trust. It decides nothing about a case.
"""
