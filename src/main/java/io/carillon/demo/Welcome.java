package io.carillon.demo;

/** What people see when the service is ready: what to open, where everything is, and one command to try. */
final class Welcome {

    private Welcome() {
    }

    /** The first lines: what to open. */
    static String link(String url) {
        return "\nOpen " + url
                + "\n  It signs you in to the console, once and within an hour; later, sign in with"
                + "\n  the operator key.";
    }

    /** No line has more than 80 columns, unless an address is longer than usual. */
    static String text(String base, String operatorKey) {
        return """

                Carillon is running as a demonstration, with a sample organization, application
                and receiver.

                  API           %1$s/api/v1   (described at /openapi)
                  docs          %1$s/docs/
                  operator key  %2$s

                Try it: report a change yourself, as often as you like. At the next tick (the
                next full minute, unless CARILLON_WINDOW is set), Carillon sends ONE webhook.

                  key=%2$s
                  curl -i %1$s/api/v1/changes \\
                    -H "Authorization: Bearer $key" -H 'Content-Type: application/json' \\
                    -d '{"organizationId":%3$d,"resourceType":"team",
                         "resourceOperation":"update","resourceId":"my-team"}'

                Below, the demonstration sends sample changes every few seconds:
                  …  changes sent to Carillon
                  ✔  a webhook received, with both signatures verified: coalesced at the tick,
                     instant at once
                  ✘  a rejected webhook, such as those to the endpoint that is down on purpose,
                     or changes that could not be sent, and why
                """.formatted(base, operatorKey, Tenant.ORGANIZATION);
    }
}
