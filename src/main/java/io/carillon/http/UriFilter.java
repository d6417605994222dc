package io.carillon.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Rejects a query whose percent-encoding cannot be decoded as UTF-8, such as {@code %zz} or {@code %ff}, on every path: what is
 * behind would fail on it or read something else. The server does not pass on a request whose path cannot be decoded.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class UriFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final int HEX = 16;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isDecodable(request.getRequestURI()) && isDecodable(request.getQueryString())) {
            chain.doFilter(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        }
    }

    static boolean isDecodable(String encoded) {
        if (encoded == null || encoded.indexOf('%') < 0) {
            return true;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length(); i++) {
            if (encoded.charAt(i) != '%') {
                bytes.writeBytes(encoded.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            int value = i + 2 < encoded.length() ? octet(encoded.charAt(i + 1), encoded.charAt(i + 2)) : -1;
            if (value < 0) {
                return false;
            }
            bytes.write(value);
            i += 2;
        }
        return isUtf8(bytes.toByteArray());
    }

    private static int octet(char high, char low) {
        int first = Character.digit(high, HEX);
        int second = Character.digit(low, HEX);
        return first < 0 || second < 0 ? -1 : first * HEX + second;
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
