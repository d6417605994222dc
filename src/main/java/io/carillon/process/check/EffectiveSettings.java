package io.carillon.process.check;

import io.carillon.settings.Setting;
import java.util.Map;
import java.util.Properties;

/** The settings as a process has them, and where each comes from. */
record EffectiveSettings(Map<String, String> environment, Properties properties) {

    private static final String DEFAULT = "default";

    /** Prints those that are given, or {@code all}; of secrets, only that they are. */
    void print(Report report, boolean all) {
        report.title("Settings");
        int left = 0;
        for (Setting setting : Setting.values()) {
            String source = sourceOf(setting);
            if (all || !source.equals(DEFAULT)) {
                report.line("%-34s %s (%s)".formatted(setting.variable(), shown(setting), source));
            } else {
                left++;
            }
        }
        if (left > 0) {
            report.line((left == Setting.values().length ? "All " + left : left + " others")
                    + " have their defaults; --all prints them.");
        }
    }

    private String sourceOf(Setting setting) {
        return isGiven(properties.getProperty(setting.key())) ? "system property"
                : isGiven(environment.get(setting.variable())) ? "environment" : DEFAULT;
    }

    /** A setting that is blank in the property counts as absent, like one that is not there. */
    private String shown(Setting setting) {
        String text = properties.getProperty(setting.key(), environment.get(setting.variable()));
        if (!isGiven(text)) {
            return setting.defaultText().orElse("none");
        }
        return setting.isSecret() ? "set, not shown" : setting == Setting.BROKER_URL ? text.replaceAll("\\?[^,)]*", "")
                : text.strip();
    }

    private static boolean isGiven(String text) {
        return text != null && !text.isBlank();
    }
}
