"""The one Django project: pages over the office. No models, no Django templates, no admin."""
