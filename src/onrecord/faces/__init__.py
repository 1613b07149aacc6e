"""What people and programs see of Onrecord: the command line; faces talk to the public API only."""
