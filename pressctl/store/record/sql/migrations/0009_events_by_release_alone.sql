-- Nothing asks for the events of a plan by themselves: those of a release are read, or all of them in order. The index
-- was written twice a message, on pages of its own.
DROP INDEX event_by_plan;
