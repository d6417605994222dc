package io.carillon.console;

import io.carillon.crypto.TextSeal;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A cookie that holds a sealed text, so that browsers keep what no row does. Scripts cannot read it. Over TLS its name says that
 * no other host may have set it. Over plain http, which is for this machine, browsers would not take such a cookie.
 */
final class SealedCookie {

    private final ConsoleSettings settings;
    private final String name;
    private final String sameSite;
    private final TextSeal seal;

    /**
     * @param name     over TLS with a prefix
     * @param sameSite with which requests browsers send it
     */
    SealedCookie(ConsoleSettings settings, String name, String sameSite, TextSeal seal) {
        this.settings = settings;
        this.name = name;
        this.sameSite = sameSite;
        this.seal = seal;
    }

    private String name() {
        return settings.isSecure() ? "__Host-" + name : name;
    }

    /** What {@code content} makes of the text of {@code request}; empty if there is none, or {@code content} takes none. */
    <T> Optional<T> read(HttpServletRequest request, Function<String, Optional<T>> content) {
        return Optional.ofNullable(request.getCookies()).stream().flatMap(Stream::of)
                .filter(cookie -> cookie.getName().equals(name())).map(Cookie::getValue)
                .map(value -> open(value).flatMap(content)).flatMap(Optional::stream).findFirst();
    }

    /** The text in {@code value}; empty if it was not sealed for this cookie. */
    Optional<String> open(String value) {
        return seal.open(value);
    }

    void write(HttpServletResponse response, String header) {
        response.addHeader(HttpHeaders.SET_COOKIE, header);
    }

    /** Takes the cookie from the browser. */
    void clear(HttpServletResponse response) {
        write(response, header("", 0));
    }

    /**
     * The header that gives a browser {@code text} for {@code age}. A part of a second counts as a whole one, so that the browser
     * does not forget the cookie too early.
     */
    String header(String text, Duration age) {
        return header(seal.seal(text), age.plusMillis(999).toSeconds());
    }

    private String header(String value, long seconds) {
        return name() + "=" + value + "; Path=/; HttpOnly; SameSite=" + sameSite + (settings.isSecure() ? "; Secure" : "")
                + "; Max-Age=" + seconds;
    }
}
