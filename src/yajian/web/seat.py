"""Where an office sits in the WSGI environment: the whole of it, whatever whoever asks may see."""

OFFICE = "yajian.office"
