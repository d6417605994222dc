package io.carillon.tracking;

import io.carillon.endpoint.Format;

/** What the outcome of an attempt means, in one or two sentences for the owner of the receiver. */
final class Explanation {

    private Explanation() {
    }

    /**
     * Explains an attempt.
     *
     * @param outcome as the attempt log shows it
     * @param status  the status of the response, or null
     * @param format  the format of the endpoint, which decides what counts as a success
     */
    static String of(String outcome, Integer status, Format format) {
        return switch (outcome) {
            case "succeeded" -> "Your receiver answered " + status + ".";
            case "status" -> "Your receiver answered " + status + advice(status, format);
            case "refused" -> "Webhooks must not be sent to this address; no connection was opened.";
            case "unknown-host" -> "The name of your receiver does not resolve.";
            case "no-name-service" -> "Carillon could not resolve any name; this does not count against your receiver.";
            case "no-network" -> "Carillon had no route to your receiver's network; this does not count against your receiver.";
            case "proxy" -> "The proxy of Carillon's installation made no connection; this does not count against your receiver.";
            case "not-connected" -> "Your receiver did not accept the connection.";
            case "tls" -> "No TLS connection could be made; check the certificate of your receiver.";
            case "no-secret" -> "Carillon could not decrypt a secret of the endpoint, so nothing was sent; rotate the secret or"
                    + " the key, or write the headers again, or the authentication or the client certificate.";
            case "no-token" -> "The token endpoint gave Carillon no token, so nothing was sent; check the authentication of the"
                    + " endpoint.";
            case "template" -> "The template of the endpoint could not be filled, so nothing was sent; change the template.";
            case "timeout" -> "Your receiver did not answer in time. Answer first, and do the work afterwards.";
            case "broken" -> "The connection broke, or what came back was not HTTP.";
            default -> "The attempt ended with " + outcome + ".";
        };
    }

    private static String advice(int status, Format format) {
        String expected = format == Format.THIN ? "the document asks for 200" : "any 2xx is a success";
        if (status >= 200 && status < 300) {
            return "; " + expected + ".";
        }
        if (status >= 300 && status < 400) {
            return ", a redirect, which Carillon does not follow; set the endpoint's URL to the new place.";
        }
        return switch (status) {
            case 401, 403 -> ": it refused the request. It may expect another authentication, or its check of the signature"
                    + " failed.";
            case 404 -> ": there is nothing at this URL.";
            case 405 -> ": it does not take the endpoint's HTTP method at this URL.";
            case 410 -> ": it will not take webhooks any more, so the endpoint was disabled.";
            case 429 -> ": it was asked too often; Carillon pauses.";
            default -> status >= 500 ? ": it, or a proxy before it, failed." : "; " + expected + ".";
        };
    }
}
