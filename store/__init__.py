"""The record: cases on disk. Only rows and SQL; what they mean is decided in `process`."""
