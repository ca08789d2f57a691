"""What the classes of the data are called on the page."""

from playground.session.class_words import ClassWords


def test_a_class_without_a_word_is_called_as_in_the_data():
    assert ClassWords({"no": "nein"}).of(("no", "yes")) == ("nein", "yes")
    assert ClassWords().of(("no", "yes")) == ("no", "yes")


def test_no_two_classes_are_called_alike():
    """They are told apart by what they are called, as in a list to choose from."""
    assert ClassWords({"no": "yes"}).of(("no", "yes")) == ("no", "yes")
