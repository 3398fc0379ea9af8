"""What `doctor` looks at besides the workbooks."""
