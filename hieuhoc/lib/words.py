"""Words for people, translated at once or when they are shown."""

from django.utils.functional import Promise

type Words = str | Promise
