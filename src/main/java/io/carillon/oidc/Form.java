package io.carillon.oidc;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Parameters as {@code application/x-www-form-urlencoded}. */
final class Form {

    private Form() {
    }

    static String of(Map<String, String> parameters) {
        return parameters.entrySet().stream().map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** {@code url} with {@code parameters} in addition to those that it has. */
    static URI in(URI url, Map<String, String> parameters) {
        return URI.create(url + (url.getRawQuery() == null ? "?" : "&") + of(parameters));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
