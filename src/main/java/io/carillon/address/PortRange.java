package io.carillon.address;

/** The ports from {@code first} to {@code last}. */
record PortRange(int first, int last) {

    /**
     * Parses {@code 443} or {@code 1024-65535}.
     *
     * @throws IllegalArgumentException if {@code text} has neither form
     */
    static PortRange of(String text) {
        if (!text.strip().matches("[0-9]{1,5}(-[0-9]{1,5})?")) {
            throw new IllegalArgumentException("not a port or a range of ports: " + text);
        }
        String[] ends = text.strip().split("-");
        return new PortRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
    }

    boolean contains(int port) {
        return port >= first && port <= last;
    }
}
