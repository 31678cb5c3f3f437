"""A small room of the kind the house is built for: the book box of a village, with its keeper, books and value.

It is no part of the product. `test_a_new_room.py` installs it by settings of its own, so that it proves what
docs/extending.md says: a room is added without a line in any other room.
"""
