#!/bin/sh
# Runs once, in an empty database: the role and the tables that a CPTM8 installation has before this service comes to it.
set -eu
psql --set=ON_ERROR_STOP=1 --username=postgres --dbname=cptm8 --quiet <<'SQL'
\set password `cat /run/secrets/postgresql_user_password`
CREATE ROLE cpt_dbuser LOGIN PASSWORD :'password';
GRANT ALL ON DATABASE cptm8 TO cpt_dbuser;
GRANT ALL ON SCHEMA public TO cpt_dbuser;
CREATE EXTENSION "uuid-ossp";
-- From here on the superuser is reached from inside this container only.
ALTER ROLE postgres PASSWORD NULL;
\i /cptm8-tables.sql
SQL
