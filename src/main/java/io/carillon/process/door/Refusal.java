package io.carillon.process.door;

import java.nio.charset.StandardCharsets;
import org.glassfish.grizzly.http.util.HttpStatus;

/** Why a request is refused. Thrown inside the server's parser, it ends the connection like the parser's own errors. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String PROBLEM = """
            {"type":"https://carillon.io/problems/%s","title":"%s","status":%d,"detail":"%s"}""";

    private final Kind kind;

    /** The problem types of the API that the door uses. */
    private enum Kind {
        MALFORMED_REQUEST("malformed-request", "The request is malformed", HttpStatus.BAD_REQUEST_400),
        VERSION_NOT_SUPPORTED("version-not-supported", "The version of HTTP is not supported",
                HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505);

        private final String name;
        private final String title;
        private final HttpStatus status;

        Kind(String name, String title, HttpStatus status) {
            this.name = name;
            this.title = title;
            this.status = status;
        }
    }

    private Refusal(Kind kind, String detail) {
        super(detail, null, false, false);
        this.kind = kind;
    }

    /** @param detail a sentence without quotation marks */
    static Refusal malformed(String detail) {
        return new Refusal(Kind.MALFORMED_REQUEST, detail);
    }

    static Refusal ofVersion() {
        return new Refusal(Kind.VERSION_NOT_SUPPORTED, "The version of HTTP must be 1.1 or 1.0.");
    }

    HttpStatus status() {
        return kind.status;
    }

    /** The problem document of RFC 9457. */
    byte[] problem() {
        return PROBLEM.formatted(kind.name, kind.title, kind.status.getStatusCode(), getMessage())
                .getBytes(StandardCharsets.UTF_8);
    }
}
