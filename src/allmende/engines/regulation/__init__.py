"""Rules as data (EU AI Act, GDPR, state law): answers in, findings and dated duties out."""
