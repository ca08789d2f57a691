"""Writing an exercise: a draft that may be wrong or unfinished, and the form to fill it in."""
