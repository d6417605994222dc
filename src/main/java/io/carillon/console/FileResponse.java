package io.carillon.console;

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
record FileResponse(ConsoleFile file, boolean isKept) {

    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean gzip = file.compressed() != null
                && ConsoleServlet.accepts(request.getHeader(HttpHeaders.ACCEPT_ENCODING), "gzip");
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

    static boolean isIn(String tags, String tag) {
        return tags != null && Arrays.stream(tags.split(",")).map(String::strip)
                .anyMatch(one -> one.equals("*") || one.equals(tag) || one.equals("W/" + tag));
    }
}
