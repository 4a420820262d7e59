"""Four languages on the doors of children and families: 日本語, やさしい日本語, English, Português.

Japanese is the source. `<app>/locale/<language>/LC_MESSAGES/django.po` holds what an app says in another language;
`collecting` finds what must be said, `catalogs` keeps the files and compiles them (`make messages`).
"""
