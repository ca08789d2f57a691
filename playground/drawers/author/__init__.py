"""The drawer where a teacher writes an exercise."""
