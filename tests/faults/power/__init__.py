"""A disk that can be told to forget, to tear and to fail: what PostgreSQL stands on in the tests of power loss.

`disk` is the disk itself, `cuts` what is left of it after a cut at any instant, `door` the kernel's FUSE protocol, `mount`
how a test mounts it and speaks to it. Needs root and /dev/fuse, no library.
"""
