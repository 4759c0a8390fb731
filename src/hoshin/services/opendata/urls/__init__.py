"""Addresses by audience: the public, the staff, and programs."""

from hoshin.services.opendata.urls import api, public, staff

urlpatterns = [*public.urlpatterns, *staff.urlpatterns, *api.urlpatterns]
