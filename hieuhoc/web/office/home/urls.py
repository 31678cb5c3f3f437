from django.urls import path

from hieuhoc.web.office.home import pages

urlpatterns = [path("", pages.home, name="home")]
