"""The office face: the addresses of its areas."""

from hieuhoc.web.areas import patterns_of

app_name = "office"
urlpatterns = patterns_of("office")
