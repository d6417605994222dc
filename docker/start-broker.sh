#!/bin/bash
# Starts Artemis in its container, in the current folder, which is the volume. Everything but the messages (the folder data) is
# made again at each start: by the image's own version, from the files beside this script and from the passwords of the
# environment. So a changed broker.xml, adapter or password takes effect with the next start.
set -euo pipefail
carillon=$(dirname "$0")

"${ARTEMIS_HOME:-/opt/activemq-artemis}/bin/artemis" create --force --silent --no-autotune --require-login \
    --user admin --password "$ADMIN_PASSWORD" --role amq --name carillon .

# in a file of properties, a backslash is written twice
umask 077
{
    printf 'admin = %s\n' "${ADMIN_PASSWORD//\\/\\\\}"
    printf 'carillon = %s\n' "${SERVICE_PASSWORD//\\/\\\\}"
    printf 'producer = %s\n' "${PRODUCER_PASSWORD//\\/\\\\}"
} > etc/artemis-users.properties
printf '%s\n' 'amq = admin' 'carillon = carillon' 'carillon-producers = producer' > etc/artemis-roles.properties
cp "$carillon/broker.xml" etc/broker.xml
cp "$carillon/carillon-broker.jar" lib/carillon-broker.jar

exec ./bin/artemis run
