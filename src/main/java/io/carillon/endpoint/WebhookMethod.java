package io.carillon.endpoint;

/** The HTTP method of the requests to an endpoint. Others have no body that counts, and that is what is signed. */
public enum WebhookMethod {
    POST, PUT, PATCH
}
