package io.carillon.queue;

/** How a producer is shown the position of a member of its change. */
public enum Notation {

    /** RFC 6901 pointers, for JSON and map messages. */
    POINTER {
        @Override
        String at(String element, String pointer) {
            return element + pointer;
        }
    },
    /** XPath, for XML. */
    XPATH {
        @Override
        String at(String element, String pointer) {
            return pointer.isEmpty() || pointer.equals(DATA) ? element + pointer : element + "/@" + pointer.substring(1);
        }
    },
    /** Pointers into a CloudEvent, whose attributes have names of their own. */
    EVENT {
        @Override
        String at(String element, String pointer) {
            return element + EventMembers.attributeOf(pointer);
        }
    },
    /** A CloudEvent in binary mode: the names of headers, and pointers into the body, which is the data. */
    HEADERS {
        @Override
        String at(String element, String pointer) {
            if (pointer.equals(DATA) || pointer.startsWith(DATA + "/")) {
                return element + pointer.substring(DATA.length());
            }
            return pointer.isEmpty() ? element : EventMembers.HEADER_PREFIX + EventMembers.attributeOf(pointer).substring(1);
        }
    };

    private static final String DATA = "/data";

    /** The position of the member at {@code pointer}, which is relative to {@code element} and empty for the element itself. */
    abstract String at(String element, String pointer);
}
