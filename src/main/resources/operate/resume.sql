SELECT orchestratorm8.resume_scanner(?, ?, 'cli')
