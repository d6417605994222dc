package io.carillon.http;

import java.net.URI;

/** Where the API is, and the paths of its objects for {@code Location} headers. */
public final class ApiPath {

    /** The path that all resources are under. */
    public static final String ROOT = "/api/v1";

    private ApiPath() {
    }

    /** The path of the object {@code id}, which consists of characters that a path may contain, in {@code collection}. */
    public static URI of(String collection, Object id) {
        return URI.create(ROOT + "/" + collection + "/" + id);
    }
}
