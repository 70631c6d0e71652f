"""Measured side by side in one run, as ratios: the machines are noisy, ratios are not. No test depends on them."""
