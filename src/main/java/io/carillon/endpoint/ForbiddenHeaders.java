package io.carillon.endpoint;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The headers that an endpoint may not define, each with the reason. The owner chooses them, and they go to a receiver that may
 * belong to another party, so they must not change what the request is, which sender it seems to have, or how it is framed. Many
 * receivers treat an underscore in a name like a hyphen, so this does too.
 */
final class ForbiddenHeaders {

    private static final String FRAMING = "belongs to the connection, which Carillon manages";
    private static final String BODY = "describes the body, which Carillon writes";
    private static final String OURS = "is set by Carillon";
    private static final String SIGNATURE = "looks like the signature or the id of a webhook, which Carillon sets";
    private static final String ANSWER = "changes what the receiver answers";
    private static final String METHOD = "makes receivers treat the request as one with another method or URL";
    private static final String ORIGIN = "is set by proxies; receivers trust what it says about where a request comes from";
    private static final String BROWSER = "is set by browsers";
    private static final String EVENT = "makes receivers treat the request as a CloudEvent, whose attributes Carillon writes";

    private static final Map<String, String> NAMES = new LinkedHashMap<>();
    private static final Map<String, String> BEGINNINGS = new LinkedHashMap<>();

    static {
        names(FRAMING, "connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade", "expect", "host",
                "http2-settings", "max-forwards", "early-data", "alt-used", "priority");
        names(ANSWER, "accept-encoding", "range", "if-match", "if-none-match", "if-modified-since", "if-unmodified-since",
                "if-range", "prefer");
        names(OURS, "user-agent", "x-trackscore-signature");
        names(METHOD, "x-http-method-override", "x-http-method", "x-method-override", "x-method", "x-original-method",
                "x-original-url", "x-original-uri", "x-original-host", "x-rewrite-url", "x-override-url", "x-host",
                "x-http-host-override", "x-http-destinationurl", "x-http-path-override");
        names(ORIGIN, "forwarded", "via", "cdn-loop", "x-forwarded", "x-real-ip", "x-client-ip", "client-ip", "true-client-ip",
                "x-cluster-client-ip", "x-remote-ip", "x-remote-addr", "x-remote-user", "remote-user", "x-originating-ip",
                "x-proxyuser-ip", "x-azure-clientip", "x-azure-socketip", "x-appengine-user-ip", "fastly-client-ip",
                "cf-connecting-ip", "cf-connecting-ipv6", "cf-ipcountry", "x-ssl-client-cert", "x-client-cert", "client-cert",
                "client-cert-chain", "x-scheme", "x-url-scheme", "front-end-https", "x-wap-profile", "proxy");
        names(BROWSER, "cookie", "cookie2", "origin", "referer");
        names(BODY, "digest", "repr-digest");
        beginnings(FRAMING, "proxy-");
        beginnings(BODY, "content-");
        names(SIGNATURE, "signature", "signature-input");
        beginnings(SIGNATURE, "webhook-", "svix-");
        beginnings(OURS, "carillon-", "x-carillon-");
        beginnings(ORIGIN, "x-forwarded-", "x-envoy-");
        beginnings(BROWSER, "sec-");
        beginnings(EVENT, "ce-");
    }

    private ForbiddenHeaders() {
    }

    private static void names(String reason, String... names) {
        for (String name : names) {
            NAMES.put(name, reason);
        }
    }

    private static void beginnings(String reason, String... beginnings) {
        for (String beginning : beginnings) {
            BEGINNINGS.put(beginning, reason);
        }
    }

    /** Why an endpoint may not define the header {@code name}; empty if it may. */
    static Optional<String> reasonAgainst(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace('_', '-');
        return Optional.ofNullable(NAMES.get(plain)).or(() -> BEGINNINGS.entrySet().stream()
                .filter(entry -> plain.startsWith(entry.getKey())).map(Map.Entry::getValue).findFirst());
    }
}
