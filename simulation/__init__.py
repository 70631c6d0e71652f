"""A virtual clock over the same desk, store and sweep as in production.

`world.World` is where to begin: an office at a moment of its own. `filed_case.FiledCase` is a case in it; the words of
its acts are those of the command line (`acts`). `what_if` makes other calendars and other rules. A scenario in TOML is
read by `scenario_reader` and tried by `trial_world`.
"""
