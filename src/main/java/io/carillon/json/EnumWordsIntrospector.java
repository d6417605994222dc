package io.carillon.json;

import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import io.carillon.platform.EnumWords;
import java.util.Arrays;

/** Represents the constants of every enum in JSON by the words of {@link EnumWords}. */
final class EnumWordsIntrospector extends NopAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public String[] findEnumValues(MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, String[] names) {
        return Arrays.stream(constants).map(EnumWords::of).toArray(String[]::new);
    }
}
