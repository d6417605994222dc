package io.carillon.http;

import java.net.URI;

/** The path of the API, and the paths of its objects for {@code Location} headers. */
public final class ApiPath {

    /** The path prefix of all resources. */
    public static final String ROOT = "/api/v1";

    private ApiPath() {
    }

    /**
     * The path of the object {@code id} in {@code collection}, for a response, relative to the API: servers differ in what they
     * make of a path that begins with a slash. The id must consist of characters that are allowed in a path.
     */
    public static URI of(String collection, Object id) {
        return URI.create(collection + "/" + id);
    }
}
