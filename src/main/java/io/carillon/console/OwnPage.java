package io.carillon.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;

/**
 * Tells whether a page of ours has sent a request. A form, an image or a script of another site can make a browser send our
 * cookie at most with what these can send: no header of ours, and no JSON.
 */
final class OwnPage {

    /** The header that each request of the console has. */
    static final String HEADER = "X-Carillon-Console";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> JSON = Set.of("application/json", "application/merge-patch+json");

    private OwnPage() {
    }

    /** Whether one of our pages has sent {@code request}. */
    static boolean sent(HttpServletRequest request) {
        return isOurs(request.getMethod(), request.getHeader(HEADER), request.getHeader("Sec-Fetch-Site"),
                request.getContentType());
    }

    /** By the values of the headers; null for a missing one. */
    static boolean isOurs(String method, String header, String fetchSite, String contentType) {
        return "1".equals(header) && (fetchSite == null || fetchSite.equals("same-origin"))
                && (SAFE.contains(method) || contentType == null || isJson(contentType));
    }

    static boolean isJson(String contentType) {
        return contentType != null && JSON.contains(contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
    }
}
