"""The front matter of a release's files: YAML as nodes with their places, and from each node a typed value."""
