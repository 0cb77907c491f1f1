-- Reserved names (RFC 2606), so that nobody's systems are in a demonstration. One has no company, which the platform
-- allows, one is switched off, one has to be converted before it can be scanned.
INSERT INTO cptm8domain (name, companyname, enabled) VALUES
    ('example.com', 'Example Corporation', true),
    ('example.org', NULL, true),
    ('bücher.example', 'Example Books', true),
    ('example.net', 'Example Networks', false);
