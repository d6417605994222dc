package io.carillon.process.door;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.Protocol;
import org.glassfish.grizzly.http.util.Header;

/**
 * What the head of a request must be like where the server's parser is lenient: it takes heads that a proxy may have understood
 * differently (RFC 9112, sections 2, 3, 5 and 6), and answers 200 to paths that it cannot decode (RFC 3986, section 2.1).
 */
final class RequestHead {

    /** A method, a target without a fragment, and a version, which is checked by itself. */
    private static final Pattern REQUEST_LINE = Pattern.compile("[^ \t]++ [^ \t#]++ (?:[^ \t].*+)?+");
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]++");
    private static final Pattern FIELD = Pattern.compile("(" + TOKEN + "):([^\r\n]*+)");
    private static final Pattern HOST = Pattern.compile(
            "(?:\\[[0-9A-Fa-f:.]++]|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})++)(?::(\\d{0,5}))?");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");
    private static final int LONGEST_HOST = 300;
    private static final int HIGHEST_PORT = 65_535;
    /** The scheme and the authority of a target in absolute form. */
    private static final Pattern ORIGIN = Pattern.compile("^(?i:https?)://[^/]*+");
    /** The service has no such segments, and the server takes some of them for a way out. */
    private static final Pattern DOTS = Pattern.compile("/\\.+(?:;[^/]*+)?(?:/|$)");
    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})?");
    private static final Pattern CONTROL = Pattern.compile("\r(?!\n)|[\\x00-\\x1f\\x7f&&[^\r\n\t]]");

    private final HttpRequestPacket request;
    private final String text;
    /** Of {@code text}, without empty lines before the request line. */
    private final List<String> lines;

    private record Field(String name, String value) {
    }

    /**
     * @param request what the parser has understood
     * @param text what it has read, a character for each byte; it forgets some headers, and takes names that are none
     */
    RequestHead(HttpRequestPacket request, String text) {
        this.request = request;
        this.text = text;
        lines = text.lines().dropWhile(String::isEmpty).toList();
    }

    /** Throws a {@link Refusal} unless all readers understand the head in the same way. */
    void check() {
        require(!CONTROL.matcher(text).find(), "The head has a control character.");
        String method = request.getMethod().getMethodString();
        require(TOKEN.matcher(method).matches(), "The method is not a token.");
        require(REQUEST_LINE.matcher(lines.isEmpty() ? "" : lines.get(0)).matches(),
                "The request line is not a method, a target and a version with one space between them.");
        checkVersion();
        String target = request.getRequestURIRef().getOriginalRequestURIBC().toString(StandardCharsets.ISO_8859_1);
        require(isPath(target) || target.equals("*") && method.equals("OPTIONS"),
                "The path does not begin with a slash, has a segment of dots, or cannot be decoded.");
        List<Field> fields = fields();
        checkHost(valuesOf("host", fields));
        checkFraming(valuesOf("transfer-encoding", fields), valuesOf("content-length", fields));
    }

    /** Not the version that the parser has understood, because it may fail on it. */
    private void checkVersion() {
        String version = request.getProtocolDC().toString();
        require(!version.isEmpty(), "The request line has no version of HTTP.");
        if (!version.equals(Protocol.HTTP_1_1.getProtocolString()) && !version.equals(Protocol.HTTP_1_0.getProtocolString())) {
            throw Refusal.ofVersion();
        }
    }

    /** A line that begins with white space goes on with the header before it. */
    private List<Field> fields() {
        List<String> headers = lines.stream().skip(1).takeWhile(line -> !line.isEmpty()).toList();
        require(headers.isEmpty() || !goesOn(headers.get(0)), "The first header begins with white space.");
        return headers.stream().filter(line -> !goesOn(line)).map(line -> {
            Matcher field = FIELD.matcher(line);
            require(field.matches(), "A header has no name, no colon, or white space before the colon.");
            return new Field(field.group(1).toLowerCase(Locale.ROOT), field.group(2).strip());
        }).toList();
    }

    private static boolean goesOn(String line) {
        return line.startsWith(" ") || line.startsWith("\t");
    }

    private static List<String> valuesOf(String name, List<Field> fields) {
        return fields.stream().filter(field -> field.name.equals(name)).map(Field::value).toList();
    }

    /** If the target names a host, the parser takes that one for the header. */
    private void checkHost(List<String> hosts) {
        require(hosts.size() == 1 || hosts.isEmpty() && request.getProtocol() == Protocol.HTTP_1_0,
                "A request must have exactly one header Host.");
        String understood = request.getHeader(Header.Host);
        require(hosts.stream().allMatch(RequestHead::isHost) && (understood == null || isHost(understood.strip())),
                "Host must be the name or address of a host, and may have a port.");
    }

    /**
     * The parser takes a coding for chunked that only begins so, and forgets a length before it. In a head that comes in pieces,
     * it does not know the coding in capitals, which is refused then.
     */
    private void checkFraming(List<String> codings, List<String> lengths) {
        require(codings.size() + lengths.size() <= 1,
                "A request must have at most one Content-Length or Transfer-Encoding.");
        require(codings.isEmpty() || request.isChunked() && codings.get(0).equalsIgnoreCase("chunked"),
                "Transfer-Encoding must be chunked, in HTTP/1.1.");
        require(lengths.isEmpty() || LENGTH.matcher(lengths.get(0)).matches(), "Content-Length must be a number.");
    }

    private static boolean isHost(String value) {
        Matcher host = HOST.matcher(value);
        return value.length() <= LONGEST_HOST && host.matches()
                && (host.group(1) == null || host.group(1).isEmpty() || Integer.parseInt(host.group(1)) <= HIGHEST_PORT);
    }

    private static boolean isPath(String target) {
        String path = ORIGIN.matcher(target).replaceFirst("");
        if (!path.startsWith("/") && path.equals(target)) {
            return false;
        }
        ByteBuffer bytes = ByteBuffer.allocate(path.length());
        Matcher escape = ESCAPE.matcher(path);
        int end = 0;
        while (escape.find()) {
            if (escape.group(1) == null) {
                return false;
            }
            bytes.put(path.substring(end, escape.start()).getBytes(StandardCharsets.ISO_8859_1));
            bytes.put((byte) Integer.parseInt(escape.group(1), 16));
            end = escape.end();
        }
        return isPathText(bytes.put(path.substring(end).getBytes(StandardCharsets.ISO_8859_1)).flip());
    }

    private static boolean isPathText(ByteBuffer bytes) {
        try {
            String decoded = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return decoded.indexOf('\\') < 0 && decoded.indexOf('\0') < 0 && !DOTS.matcher(decoded).find();
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw Refusal.malformed(otherwise);
        }
    }
}
