from django.urls import path

from hoshin.kernel import views

urlpatterns = [
    path("staff/history/<str:kind>/<int:pk>/", views.history, name="history"),
    path("staff/audit/", views.audit, name="audit"),
]
