package io.carillon.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.util.Arrays;

/**
 * Sends a file, compressed if the browser accepts that, or 304 if it has it.
 *
 * @param isKept whether the browser may keep the file, and so gets an entity tag
 */
public record FileResponse(StaticFile file, boolean isKept) {

    /** Sends the file, or its headers if the method is HEAD. */
    public void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean gzip = file.compressed() != null
                && accepts(request.getHeader(HttpHeaders.ACCEPT_ENCODING), "gzip");
        byte[] body = gzip ? file.compressed() : file.content();
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (isKept) {
            String tag = "\"" + file.hash() + (gzip ? "-gzip" : "") + "\"";
            response.setHeader(HttpHeaders.ETAG, tag);
            if (isIn(request.getHeader(HttpHeaders.IF_NONE_MATCH), tag)) {
                response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
                return;
            }
        }
        response.setContentType(file.type());
        if (gzip) {
            response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        response.setContentLength(body.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }

    /** Whether the list in the header {@code accepted} has {@code word} with a quality above zero. */
    public static boolean accepts(String accepted, String word) {
        return accepted != null && Arrays.stream(accepted.split(",")).map(item -> item.replaceAll("\\s", "").split(";"))
                .anyMatch(parts -> parts[0].equalsIgnoreCase(word)
                        && Arrays.stream(parts).noneMatch(parameter -> parameter.matches("[qQ]=0(\\.0*)?")));
    }

    static boolean isIn(String tags, String tag) {
        return tags != null && Arrays.stream(tags.split(",")).map(String::strip)
                .anyMatch(one -> one.equals("*") || one.equals(tag) || one.equals("W/" + tag));
    }
}
