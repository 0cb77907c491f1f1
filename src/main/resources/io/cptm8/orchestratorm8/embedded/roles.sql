-- Run in template1, so that every database made from it has these rights in its schema public.
CREATE ROLE cpt_dbuser LOGIN PASSWORD '${password}';
GRANT ALL ON SCHEMA public TO cpt_dbuser;
CREATE EXTENSION "uuid-ossp";
