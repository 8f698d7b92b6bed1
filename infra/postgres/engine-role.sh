#!/bin/sh
# Run by the image when it makes the database: the role that the engine works with, which owns nothing. Migrations run
# as the owner and give it its rights.
set -e
psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" \
  --set=password="$(cat /run/secrets/engine-password)" <<'SQL'
create role medsettle_engine login password :'password';
SQL
