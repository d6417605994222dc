package io.carillon.settings;

import java.util.List;

/** Reports settings that Carillon cannot start with. Each fault is a sentence that names the setting and the allowed values. */
public class InvalidSettings extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final List<String> faults;

    InvalidSettings(List<String> faults) {
        super(String.join(" ", faults));
        this.faults = List.copyOf(faults);
    }

    public List<String> faults() {
        return faults;
    }
}
