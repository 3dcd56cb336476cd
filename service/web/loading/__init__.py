"""What several pages share: asks the services for a visit, and puts the views together. No routes."""
