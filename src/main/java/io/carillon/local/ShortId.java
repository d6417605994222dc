package io.carillon.local;

/** Shortens ids so that a reader can still tell them apart: {@code 7d1f…} or {@code pt_5556…}; short ids stay as they are. */
public final class ShortId {

    private static final int SHORT = 10;
    private static final int SHOWN = 4;

    private ShortId() {
    }

    public static String of(String id) {
        if (id.length() <= SHORT) {
            return id;
        }
        int prefix = id.substring(0, SHOWN).indexOf('_') + 1;
        return id.substring(0, prefix + SHOWN) + "…";
    }

    /** Also keeps the end: a webhook's id begins with the time, which is nearly the same for all of them. */
    public static String ofWebhook(String id) {
        if (id.isEmpty()) {
            return "without id";
        }
        return id.length() <= SHORT ? id : of(id) + id.substring(id.length() - SHOWN);
    }
}
