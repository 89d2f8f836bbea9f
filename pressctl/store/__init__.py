"""Files and the record: everything that pressctl keeps."""
