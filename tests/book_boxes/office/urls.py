from django.urls import path

from hieuhoc.web.ids import carry_ids
from tests.book_boxes.office import pages

carry_ids("book_box")

urlpatterns = [
    path("book-boxes/", pages.box_list, name="book-box-list"),
    path("book-boxes/<book_box:pk>/end/", pages.box_give_away, name="book-box-give-away"),
]
