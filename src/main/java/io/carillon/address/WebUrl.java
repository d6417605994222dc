package io.carillon.address;

import io.carillon.platform.Text;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URL of an endpoint, read once for judging, showing and dialling. {@link URI} alone knows neither host names outside ASCII
 * nor the underscore in the names of containers.
 *
 * @param scheme in lower case
 * @param user   the user name and password, or null
 * @param host   in ASCII and lower case; an IPv6 address is in brackets and in its one form
 * @param port   -1 if the URL names none
 * @param path   path and query in ASCII, may be empty; everything else is percent-encoded as UTF-8
 */
public record WebUrl(String scheme, String user, String host, int port, String path) {

    private static final Pattern PARTS =
            Pattern.compile("(?s)([A-Za-z][A-Za-z0-9+.-]*)://(?:([^/?#]*)@)?([^/?#@]*?)(?::([^:/?#\\]]*))?([/?].*)?");
    private static final String PORT = "[0-9]{0,5}";

    /**
     * Reads {@code text}.
     *
     * @throws URISyntaxException if it is not a URL with a host; the reason says why, as the end of a sentence about the URL
     */
    public static WebUrl of(String text) throws URISyntaxException {
        if (Text.hasUnpairedSurrogate(text)) {
            throw new URISyntaxException(text, "contains an unpaired surrogate, which UTF-8 cannot represent");
        }
        int fragment = text.indexOf('#');
        if (fragment >= 0) {
            throw new URISyntaxException(text, "must not have a fragment", fragment);
        }
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw new URISyntaxException(text, "is not a URL with a host, such as https://example.org/path");
        }
        String path = encoded(parts.group(5) == null ? "" : parts.group(5));
        check(path);
        String port = parts.group(4) == null ? "" : parts.group(4);
        if (!port.matches(PORT)) {
            throw new URISyntaxException(text, "has a port that is not a number");
        }
        return new WebUrl(parts.group(1).toLowerCase(Locale.ROOT), parts.group(2), HostName.toAscii(parts.group(3)),
                port.isEmpty() ? -1 : Integer.parseInt(port), path);
    }

    private static void check(String path) throws URISyntaxException {
        try {
            new URI("http://host" + path);
        } catch (URISyntaxException e) {
            throw new URISyntaxException(path, "is not a URL: " + e.getReason());
        }
    }

    private static String encoded(String text) {
        StringBuilder ascii = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c < 0x80) {
                ascii.appendCodePoint(c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    ascii.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
                }
            }
        });
        return ascii.toString();
    }

    /** Host and port as the header {@code Host} and URLs have them. */
    public String authority() {
        return authority(host);
    }

    private String authority(String name) {
        return port < 0 ? name : name + ":" + port;
    }

    /** The URL as requests use it. */
    public String ascii() {
        return scheme + "://" + authority() + path;
    }

    /** The URL with its host as people read it. */
    public String unicode() {
        return scheme + "://" + authority(HostName.toUnicode(host)) + path;
    }

    /** The port that a request goes to. */
    public int effectivePort() {
        return port >= 0 ? port : scheme.equals("https") ? 443 : 80;
    }
}
