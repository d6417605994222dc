package io.carillon.endpoint;

import io.carillon.json.Flaw;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A further header with a signature (HMAC-SHA256), in the form that the receiver knows.
 *
 * @param name   the name of the header
 * @param value  its value, with {@code {hex}} or {@code {base64}} for the signature; {@code {timestamp}} and {@code {id}} stand
 *               for the time and the message
 * @param signed what is signed, with {@code {body}} for the body; {@code {timestamp}} and {@code {id}} as above
 */
public record SignatureHeader(@NotBlank @Size(max = 100) String name, @NotBlank @Size(max = 200) String value,
        @NotBlank @Size(max = 100) String signed) {

    private static final String BODY = "{body}";
    private static final Pattern VALUE = texts("timestamp|id|hex|base64");
    private static final Pattern SIGNED = texts("timestamp|id|body");
    private static final Pattern RESULT = Pattern.compile("\\{(hex|base64)}");

    /** Printable ASCII without other braces than those of {@code placeholders}, and without a blank at either end. */
    private static Pattern texts(String placeholders) {
        return Pattern.compile("(?! )(?:[\\x20-\\x7e&&[^{}]]|\\{(?:" + placeholders + ")})+(?<! )");
    }

    /** What is wrong with the two texts. */
    List<Flaw> flaws() {
        List<Flaw> flaws = new ArrayList<>();
        if (!VALUE.matcher(value).matches() || RESULT.matcher(value).results().count() != 1) {
            flaws.add(Flaw.ofValue("/signatureHeader/value", "must be printable ASCII with {hex} or {base64} once; {timestamp}"
                    + " and {id} are possible too"));
        }
        if (!SIGNED.matcher(signed).matches() || signed.indexOf(BODY) < 0 || signed.indexOf(BODY) != signed.lastIndexOf(BODY)) {
            flaws.add(Flaw.ofValue("/signatureHeader/signed", "must be printable ASCII with {body} once; {timestamp} and {id} are"
                    + " possible too"));
        }
        return flaws;
    }

    /** What is signed before and after the body. */
    public List<String> around(Map<String, String> values) {
        int body = signed.indexOf(BODY);
        return List.of(filled(signed.substring(0, body), values), filled(signed.substring(body + BODY.length()), values));
    }

    /** The value of the header; {@code values} has the two forms of the HMAC, too. */
    public String valueWith(Map<String, String> values) {
        return filled(value, values);
    }

    private static String filled(String text, Map<String, String> values) {
        String filled = text;
        for (Map.Entry<String, String> known : values.entrySet()) {
            filled = filled.replace("{" + known.getKey() + "}", known.getValue());
        }
        return filled;
    }

    /** As a row has it: a line for each member. */
    String stored() {
        return name + "\n" + value + "\n" + signed;
    }

    static SignatureHeader ofStored(String text) {
        String[] lines = text.split("\n");
        return new SignatureHeader(lines[0], lines[1], lines[2]);
    }
}
