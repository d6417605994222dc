package io.carillon.json;

/** Reports a JSON value that no receiver could read back unchanged, with its place and the reason. */
public final class UnrepresentableJson extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String pointer;

    UnrepresentableJson(String pointer, String detail) {
        super(detail);
        this.pointer = pointer;
    }

    /** RFC 6901 pointer to the value, from the root of the written value. */
    public String pointer() {
        return pointer;
    }
}
