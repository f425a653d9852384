from django.urls import URLPattern, path

from allmende.portal.exchange.views.threads import (
    acting,
    detail,
    feeds,
    linking,
    overview,
    writing,
)

A = "austausch/"
T = f"{A}beitraege/<int:pk>/"
P = f"{T}<int:number>/"

urlpatterns: list[URLPattern] = [
    path(A, overview.overview, name="exchange"),
    path(f"{A}export.csv", overview.export, name="exchange-export"),
    path(f"{A}atom/", feeds.atom, name="exchange-atom"),
    path(f"{A}neu/", writing.new, name="thread-new"),
    path(f"{A}verknuepfen/", linking.connect, name="connect"),
    path(f"{A}themen/<str:topic>/", overview.topic, name="topic"),
    path(f"{A}themen/<str:topic>/atom/", feeds.atom, name="topic-atom"),
    path(f"{A}themen/<str:topic>/folgen/", acting.follow_topic, name="topic-follow"),
    path(T, detail.detail, name="thread"),
    path(f"{T}antworten/", writing.reply, name="thread-reply"),
    path(f"{T}bearbeiten/", writing.change, name="thread-change"),
    path(f"{T}loeschen/", acting.delete, name="thread-delete"),
    path(f"{T}stand/", acting.state, name="thread-state"),
    path(f"{T}betrifft-uns/", acting.concern, name="thread-concern"),
    path(f"{T}folgen/", acting.follow, name="thread-follow"),
    path(f"{P}bearbeiten/", writing.edit, name="post-edit"),
    path(f"{P}entfernen/", acting.remove, name="post-remove"),
    path(f"{P}wiederherstellen/", acting.restore, name="post-restore"),
    path(f"{P}loesung/", acting.solve, name="post-solve"),
    path(f"{P}datei/<int:file>/entfernen/", acting.detach, name="post-detach"),
]
