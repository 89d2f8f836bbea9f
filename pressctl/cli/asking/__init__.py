"""What a person is asked and answers: one question at a time, a second chance with the reason."""
