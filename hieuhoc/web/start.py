"""Where sign-in leads: an officer to the office, everybody else to their own record."""

from django.http import HttpResponse
from django.shortcuts import redirect

from hieuhoc.web.guards import signed_in
from hieuhoc.web.menu import works_in_office
from hieuhoc.web.requests import Request


@signed_in
def start(request: Request) -> HttpResponse:
    return redirect("office:home" if works_in_office(request.user) else "citizen:home")
