"""From a kind's questions to the text of a new release: what was answered, and the draft that the answers fill."""
