"""How this installation is set up: settings, schemes, workflows, regulations, branding."""
