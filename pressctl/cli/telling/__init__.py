"""What every command says in the same way: lines, tables, records, JSON, numbers, the next step."""
