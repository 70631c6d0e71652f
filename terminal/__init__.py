"""What people see in a terminal. Values in, text out: no database, no clock."""
