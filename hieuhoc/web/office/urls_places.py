from django.urls import path

from hieuhoc.web.office import people_waiting, places

urlpatterns = [
    path("places/", places.place_list, name="place-list"),
    path("places/waiting/", people_waiting.waiting_list, name="waiting-list"),
    path("places/waiting/<order:order>/<place:source>/", people_waiting.waiting_people, name="waiting-people"),
    path(
        "places/waiting/<order:order>/villages/<place:village>/", people_waiting.waiting_village, name="waiting-village"
    ),
    path("places/<place:pk>/", places.place, name="place"),
    path("places/<place:pk>/villages/new/", places.village_new, name="village-new"),
    path("places/<place:pk>/name/", places.village_rename, name="village-rename"),
    path("places/<place:pk>/area-classes/new/", places.area_class_new, name="area-class-new"),
    path("places/<place:pk>/area-classes/<str:area_class>/end/", places.area_class_end, name="area-class-end"),
]
