"""The figures of the digits: images of 8 by 8 pixels."""
