package io.carillon.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;

/** Reads the integers in JSON bodies with the rules of {@link Integers}; the number must not be given as text. */
final class IntegerDeserializer extends StdScalarDeserializer<Long> {

    private static final long serialVersionUID = 1L;

    IntegerDeserializer() {
        super(Long.class);
    }

    @Override
    public Long deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT && parser.currentToken() != JsonToken.VALUE_NUMBER_FLOAT) {
            return (Long) context.handleUnexpectedToken(Long.class, parser);
        }
        BigDecimal number = parser.getDecimalValue();
        Optional<Long> integer = Integers.of(number);
        return integer.isPresent() ? integer.get() : (Long) context.handleWeirdNumberValue(Long.class, number, "no integer");
    }
}
