"""The world outside that is asked rather than registered: signatures, SMS, the mobile citizens' base."""
