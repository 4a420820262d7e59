"""A city on seven machines: network namespaces of this one, a bridge between them, and nothing of the machine itself touched."""
