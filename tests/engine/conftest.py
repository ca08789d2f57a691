"""Benchmarks are measured on demand: ``pytest --benchmark-only``."""


def pytest_ignore_collect(collection_path, config):
    is_benchmark = collection_path.name.endswith("_benchmark.py")
    return True if is_benchmark and not config.getoption("benchmark_only") else None
