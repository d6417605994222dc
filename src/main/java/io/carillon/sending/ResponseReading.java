package io.carillon.sending;

import jakarta.ws.rs.core.MediaType;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.LazyLaxLineParser;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * How the head of a response is read: strictly up to its status line, because anything else before it is no response, and
 * leniently after it, because the status decides about the delivery. Headers have at most 64 KB, and there are at most 200.
 */
final class ResponseReading {

    private static final String UNREADABLE = "Unreadable-Header-Line";
    private static final String CUT = "Ended-Within-Headers";
    private static final String IDENTITY = "identity";
    private static final String CHUNKED = "chunked";
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    static final int MAX_HEADERS = 200;
    private static final Http1Config LIMITS =
            Http1Config.custom().setMaxLineLength(LimitedHead.MAX_BYTES).setMaxHeaderCount(MAX_HEADERS + 1).build();

    private ResponseReading() {
    }

    /** Connections that read responses in this way. */
    static ManagedHttpClientConnectionFactory connections() {
        return ManagedHttpClientConnectionFactory.builder()
                .http1Config(LIMITS)
                .responseParserFactory(config -> {
                    var parser = new DefaultHttpResponseParser(LIMITS, new LenientLines(), null);
                    return (buffer, in) -> {
                        LimitedHead head = new LimitedHead(buffer);
                        ClassicHttpResponse response = parser.parse(head, in);
                        if (head.isCut()) {
                            response.setHeader(CUT, "");
                        }
                        return response;
                    };
                })
                .incomingContentLengthStrategy(ResponseReading::lengthOf)
                .build();
    }

    /**
     * Where a body ends (RFC 9112, section 6.3): a length may be repeated if it is the same each time. Obsolete {@code identity}
     * says nothing, as in RFC 2616; a connection with such a response is not used again. Headers that contradict themselves leave
     * the end to the connection.
     */
    private static long lengthOf(HttpMessage response) {
        List<String> codings = values(response, HttpHeaders.TRANSFER_ENCODING);
        codings.removeIf(IDENTITY::equalsIgnoreCase);
        if (!codings.isEmpty()) {
            return codings.get(codings.size() - 1).equalsIgnoreCase(CHUNKED) ? ContentLengthStrategy.CHUNKED
                    : ContentLengthStrategy.UNDEFINED;
        }
        Set<String> lengths = Set.copyOf(values(response, HttpHeaders.CONTENT_LENGTH));
        return lengths.size() == 1 ? length(lengths.iterator().next()) : ContentLengthStrategy.UNDEFINED;
    }

    private static long length(String digits) {
        return LENGTH.matcher(digits).matches() ? Long.parseLong(digits) : ContentLengthStrategy.UNDEFINED;
    }

    /** The elements of a list that may be spread over several headers. */
    private static List<String> values(HttpMessage response, String name) {
        return Stream.of(response.getHeaders(name)).flatMap(header -> Stream.of(String.valueOf(header.getValue()).split(",")))
                .map(String::strip).collect(Collectors.toCollection(ArrayList::new));
    }

    /** Whether the response ended within its headers. */
    static boolean isCut(ClassicHttpResponse response) {
        return response.containsHeader(CUT);
    }

    /** Whether the headers leave no doubt about where the body ends; otherwise the connection must not be used again. */
    static boolean endIsCertain(ClassicHttpResponse response) {
        List<String> codings = values(response, HttpHeaders.TRANSFER_ENCODING);
        List<String> lengths = values(response, HttpHeaders.CONTENT_LENGTH);
        boolean isChunked = codings.size() == 1 && codings.get(0).equalsIgnoreCase(CHUNKED) && lengths.isEmpty();
        boolean hasLength = codings.isEmpty() && lengths.size() == 1 && length(lengths.get(0)) >= 0;
        boolean endsWithConnection = codings.isEmpty() && lengths.isEmpty();
        return !response.containsHeader(UNREADABLE) && !isCut(response) && (isChunked || hasLength || endsWithConnection);
    }

    /**
     * Replaces a {@code Content-Type} that cannot be read, because the JAX-RS client refuses a whole response for it.
     *
     * @return what is wrong with it; empty when nothing is
     */
    static Optional<String> replaceUnreadableType(ClassicHttpResponse response) {
        Header[] types = response.getHeaders(HttpHeaders.CONTENT_TYPE);
        if (types.length == 0 || types.length == 1 && isReadable(types[0].getValue())) {
            return Optional.empty();
        }
        response.removeHeaders(HttpHeaders.CONTENT_TYPE);
        response.setHeader(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_OCTET_STREAM);
        return Optional.of("the response has an unreadable Content-Type: "
                + Stream.of(types).map(Header::getValue).collect(Collectors.joining(" and ")));
    }

    private static boolean isReadable(String type) {
        try {
            return type != null && charsetOf(MediaType.valueOf(type)) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The text of a body; bytes that are no text are replaced by U+FFFD. */
    static String text(byte[] body, MediaType type) {
        return new String(body, charsetOf(type));
    }

    /**
     * The character set of a body of this type, which is UTF-8 unless the type names another one.
     *
     * @throws IllegalCharsetNameException if the name is malformed
     * @throws UnsupportedCharsetException if there is no such character set
     */
    private static Charset charsetOf(MediaType type) {
        String name = type == null ? null : type.getParameters().get(MediaType.CHARSET_PARAMETER);
        return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
    }

    /** Replaces a header line that cannot be read by a mark. */
    private static final class LenientLines extends LazyLaxLineParser {
        @Override
        public Header parseHeader(CharArrayBuffer line) {
            try {
                return super.parseHeader(line);
            } catch (ParseException e) {
                return new BasicHeader(UNREADABLE, "");
            }
        }
    }
}
