"""WTForms classes, built from schemes: what is typed becomes answers, and answers become what is shown."""
