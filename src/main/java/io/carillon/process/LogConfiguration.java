package io.carillon.process;

import static io.carillon.settings.Setting.DEMO;
import static io.carillon.settings.Setting.LOG_FORMAT;
import static io.carillon.settings.Setting.LOG_LEVEL;

import io.carillon.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * The configuration of the log: {@code server-config/logging.properties} with what the settings change, for the launcher at once
 * and for the server, which reads it again, as a file. Later lines win.
 */
final class LogConfiguration {

    /** Kept, because levels are set only on loggers that exist. */
    private static final Logger OURS = Logger.getLogger("io.carillon");
    private static final String FORMAT = "java.util.logging.SimpleFormatter.format";
    private static final String JSON_FORMAT =
            "{\"time\":\"%1$tFT%1$tT.%1$tL%1$tz\",\"level\":\"%4$s\",\"logger\":\"%3$s\",\"text\":\"%5$s\"}%n";
    private static final Map<String, String> LEVELS =
            Map.of("error", "SEVERE", "warning", "WARNING", "info", "INFO", "debug", "FINE", "trace", "FINER");

    private final String text;

    private LogConfiguration(String text) {
        this.text = text;
    }

    /** The configuration without any settings, for what is logged before they are read. */
    static LogConfiguration plain() throws IOException {
        try (InputStream in = Launcher.class.getResourceAsStream("/MICRO-INF/domain/logging.properties")) {
            return new LogConfiguration(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
        }
    }

    /** This configuration with what {@code settings} change. */
    LogConfiguration with(Settings settings) {
        StringBuilder changed = new StringBuilder(text).append('\n');
        if (settings.word(LOG_FORMAT).equals("json")) {
            changed.append("java.util.logging.ConsoleHandler.formatter=").append(JsonFormatter.class.getName()).append('\n')
                    .append(FORMAT).append('=').append(JSON_FORMAT).append('\n');
        }
        if (settings.flag(DEMO)) {
            changed.append("handlers=java.util.logging.ConsoleHandler,").append(StartProgress.class.getName()).append('\n');
        }
        for (String level : settings.list(LOG_LEVEL)) {
            int sign = level.indexOf('=');
            changed.append(sign < 0 ? OURS.getName() : level.substring(0, sign)).append(".level=")
                    .append(LEVELS.get(level.substring(sign + 1))).append('\n');
        }
        return new LogConfiguration(changed.toString());
    }

    /** Applies it to this process. It keeps the format for the last lines too, after the server has removed its handlers. */
    void apply() throws IOException {
        LogManager.getLogManager().readConfiguration(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
        System.setProperty(FORMAT, LogManager.getLogManager().getProperty(FORMAT));
    }

    /** Writes it to {@code file}, for the server. */
    void write(Path file) throws IOException {
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    }
}
