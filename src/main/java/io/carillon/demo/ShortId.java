package io.carillon.demo;

/** Ids as a reader can tell them apart: {@code 7d1f…} or {@code pt_5556…} for a long one, a short one as it is. */
final class ShortId {

    private static final int SHORT = 10;
    private static final int SHOWN = 4;

    private ShortId() {
    }

    static String of(String id) {
        if (id.length() <= SHORT) {
            return id;
        }
        int prefix = id.substring(0, SHOWN).indexOf('_') + 1;
        return id.substring(0, prefix + SHOWN) + "…";
    }

    /** With its end too: a webhook's id begins with the time, which is nearly the same for all of them. */
    static String ofWebhook(String id) {
        if (id.isEmpty()) {
            return "without id";
        }
        return id.length() <= SHORT ? id : of(id) + id.substring(id.length() - SHOWN);
    }
}
