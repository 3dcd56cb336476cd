"""Learning packages for an institution's LMS: SCORM 1.2 and SCORM 2004 4th Edition."""

from exporters.scorm.exporter import ScormExporter
from exporters.scorm.validate import Finding, validate

__all__ = ["Finding", "ScormExporter", "validate"]
