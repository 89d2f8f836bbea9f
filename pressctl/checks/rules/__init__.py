"""The rules, a module for each theme; `checks.catalogue` lists them."""
