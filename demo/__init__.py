"""みほん市: a model city made from a seed. Pure: plain frozen dataclasses, no Django."""
