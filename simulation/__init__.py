"""A virtual clock over the same desk, store and sweep as in production."""
