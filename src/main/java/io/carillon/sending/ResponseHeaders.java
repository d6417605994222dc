package io.carillon.sending;

import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which headers of a response help to find out why a receiver refused a webhook. Never cookies. */
final class ResponseHeaders {

    private static final List<String> TELLING = List.of("Location", "Content-Type", "Server", "WWW-Authenticate", "Allow",
            "Retry-After", "Via", "X-Request-Id", "X-Amzn-RequestId", "X-Amzn-ErrorType", "cf-ray", "cf-mitigated", "Date");
    private static final int LONGEST_VALUE = 300;
    private static final int OK = 200;

    private ResponseHeaders() {
    }

    /** The headers of a response other than a 200, each cut to 300 characters. */
    static Map<String, String> of(Response response) {
        if (response.getStatus() == OK) {
            return Map.of();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : TELLING) {
            String value = response.getHeaderString(name);
            if (value != null) {
                headers.put(name, cut(value));
            }
        }
        return headers;
    }

    private static String cut(String value) {
        String text = value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE);
        return text.replaceAll("[\\p{Cntrl}\\ud800-\\udfff]", "?");
    }
}
