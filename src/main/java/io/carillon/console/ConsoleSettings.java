package io.carillon.console;

import static io.carillon.settings.Setting.CONSOLE;
import static io.carillon.settings.Setting.CONSOLE_FRAME_ANCESTORS;
import static io.carillon.settings.Setting.CONSOLE_URL;
import static io.carillon.settings.Setting.DEMO;
import static io.carillon.settings.Setting.HTTP_ADDRESS;
import static io.carillon.settings.Setting.HTTP_PORT;

import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Whether there is a console, and where browsers reach it. */
@ApplicationScoped
class ConsoleSettings {

    private static final String EVERY_INTERFACE = "0.0.0.0";

    private Settings settings;

    /** For the container's proxy. */
    protected ConsoleSettings() {
    }

    @Inject
    ConsoleSettings(Settings settings) {
        this.settings = settings;
    }

    /** By default there is one where only this machine can reach it, or where its URL is known. */
    boolean isOn() {
        return switch (settings.word(CONSOLE)) {
            case "true" -> true;
            case "false" -> false;
            default -> settings.flag(DEMO) || settings.isLoopback(HTTP_ADDRESS) || settings.isSet(CONSOLE_URL);
        };
    }

    /** The scheme, host and port at which browsers reach the console, without a slash at the end. */
    String origin() {
        return settings.text(CONSOLE_URL).orElseGet(() -> "http://" + host() + ":" + settings.number(HTTP_PORT));
    }

    private String host() {
        String address = settings.word(HTTP_ADDRESS);
        return address.equals(EVERY_INTERFACE) ? "127.0.0.1"
                : address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
    }

    /** Whether browsers reach it over TLS. */
    boolean isSecure() {
        return origin().startsWith("https:");
    }

    /** The origins of pages that may show the embedded console in a frame. */
    List<String> frameAncestors() {
        return settings.list(CONSOLE_FRAME_ANCESTORS);
    }
}
