from django.urls import path

from hieuhoc.web.office import home

urlpatterns = [path("", home.home, name="home")]
