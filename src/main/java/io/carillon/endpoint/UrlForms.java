package io.carillon.endpoint;

import io.carillon.address.WebUrl;
import java.net.URISyntaxException;

/**
 * The other forms of an endpoint's URL, each null if it is the URL as its owner wrote it, or if there is no URL.
 *
 * @param host    the host in ASCII; never null
 * @param ascii   the URL as requests use it
 * @param unicode the URL with its host as people read it
 */
record UrlForms(String host, String ascii, String unicode) {

    private static final UrlForms NONE = new UrlForms("", null, null);

    /** The forms of {@code url}, which passed the rules for URLs or is null. */
    static UrlForms of(String url) {
        if (url == null) {
            return NONE;
        }
        try {
            WebUrl parsed = WebUrl.of(url);
            return new UrlForms(parsed.host(), otherThan(url, parsed.ascii()), otherThan(url, parsed.unicode()));
        } catch (URISyntaxException e) {
            return NONE; // written before the rules of today
        }
    }

    private static String otherThan(String url, String form) {
        return form.equals(url) ? null : form;
    }
}
