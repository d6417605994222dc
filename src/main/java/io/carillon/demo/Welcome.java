package io.carillon.demo;

/** The first thing a reader sees: what this is, where everything lies, and one command to try. */
final class Welcome {

    private Welcome() {
    }

    static String text(String base, String operatorKey) {
        return """

                Carillon runs as a demonstration: with a sample organization, an application and a receiver.

                  API           %1$s/api/v1   (described at %1$s/openapi)
                  operator key  %2$s

                Try it: report a change yourself, as often as you like. At the next tick, which is the next full minute
                unless CARILLON_WINDOW says otherwise, ONE webhook comes out.

                  curl -i -X POST %1$s/api/v1/changes \\
                    -H 'Authorization: Bearer %2$s' -H 'Content-Type: application/json' \\
                    -d '{"organizationId":%3$d,"resourceType":"team",\
                "resourceOperation":"update","resourceId":"my-team"}'

                Below, sample changes go in every few seconds:
                  …  changes that were sent in
                  ✔  a webhook that came out, both signatures verified: coalesced at the tick, instant at once
                  ✘  a webhook that was refused, or changes that could not be sent, and why
                """.formatted(base, operatorKey, Tenant.ORGANIZATION);
    }
}
