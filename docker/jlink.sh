#!/bin/bash
# Makes the Java runtime of the image in a new folder and prints its size: docker/jlink.sh FOLDER
# It has what the server, the application and the broker use, and no compiler and no tools.
set -euo pipefail

modules=(
    java.se
    jdk.charsets            # XML in encodings such as Shift_JIS
    jdk.crypto.ec           # elliptic curves of TLS
    jdk.httpserver          # the command receive
    jdk.jfr                 # recordings of a node that is slow
    jdk.management          # metrics
    jdk.naming.dns          # the server opens it
    jdk.net                 # keep-alive of connections
    jdk.security.auth       # logins of the broker
    jdk.unsupported         # signals; Netty
    jdk.xml.dom
    jdk.zipfs               # the server reads its archives
)

"${JAVA_HOME:+$JAVA_HOME/bin/}jlink" --add-modules "$(IFS=,; echo "${modules[*]}")" \
    --strip-java-debug-attributes --no-header-files --no-man-pages --compress=2 --output "$1"
du -sh "$1"
