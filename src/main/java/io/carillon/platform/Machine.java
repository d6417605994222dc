package io.carillon.platform;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The machine or container that this node runs on. */
public final class Machine {

    private static final int LONGEST = 200;

    private Machine() {
    }

    /** Its host name, at most 200 characters; {@code unknown} if the system does not say. */
    public static String name() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return name.substring(0, Math.min(name.length(), LONGEST));
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
