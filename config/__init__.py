"""How one city's copy is put together: settings, environment, the private database of demo and tests."""
