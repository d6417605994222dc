package io.carillon.monitor;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;
import io.carillon.settings.Setting;
import io.carillon.settings.Settings;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A setting of the node that answers.
 *
 * @param name    the environment variable
 * @param value   its value, absent if it has none; {@code set} for a secret that has one
 * @param origin  where the value comes from; absent if there is none
 * @param meaning what it is for and which values it may have, as Markdown
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SettingDocument(String name, String value,
        @Schema(enumeration = {"environment", "system-property", "default"}) String origin, String meaning)
        implements JsonDocument {

    private static final String SET = "set";

    static SettingDocument of(Setting setting, Settings settings) {
        String value = settings.shown(setting).orElse(null);
        return new SettingDocument(setting.variable(), setting.isSecret() && value != null ? SET : value,
                value == null ? null : originOf(setting, settings, value), setting.description());
    }

    /** The launcher repeats some settings as system properties, also those that were not set. */
    private static String originOf(Setting setting, Settings settings, String value) {
        String variable = System.getenv(setting.variable());
        if (variable != null && !variable.isBlank()) {
            return "environment";
        }
        return settings.isSet(setting) && setting.defaultText().filter(value::equals).isEmpty() ? "system-property" : "default";
    }
}
