"""Benchmarks: the portal's pages beside bare views measured in the same run."""
