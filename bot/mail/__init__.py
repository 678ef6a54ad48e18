"""Mail to the office: building it, keeping it until it is delivered, delivering it."""
