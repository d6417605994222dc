package io.carillon.json;

/** A JSON value that no receiver could read back as it was written; names the place and the reason. */
public final class UnrepresentableJson extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String pointer;

    UnrepresentableJson(String pointer, String detail) {
        super(detail);
        this.pointer = pointer;
    }

    /** RFC 6901 pointer to the value, from the root of what was written. */
    public String pointer() {
        return pointer;
    }
}
