"""Many municipalities at once: folders of published files in, figures by city out. No Django: runs on any worker."""
