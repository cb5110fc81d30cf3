"""The world outside that is asked rather than registered: signatures, SMS, the mobile citizens' base, an antivirus;
and the files that strangers send, read by a process of its own."""
