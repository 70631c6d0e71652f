"""The commands, one short function each: from what was typed to what is shown. Nothing is decided here."""
