package io.carillon.console;

import static io.carillon.settings.Setting.CONSOLE_FRAME_ANCESTORS;
import static io.carillon.settings.Setting.CONSOLE_URL;

import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Whether there is a console, and where browsers reach it. */
@ApplicationScoped
class ConsoleSettings {

    private Settings settings;

    /** For the container's proxy. */
    protected ConsoleSettings() {
    }

    @Inject
    ConsoleSettings(Settings settings) {
        this.settings = settings;
    }

    boolean isOn() {
        return settings.hasConsole();
    }

    /** The scheme, host and port at which browsers reach the console, without a slash at the end. */
    String origin() {
        return settings.text(CONSOLE_URL).orElseGet(settings::ownUrl);
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
