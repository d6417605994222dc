package io.carillon.source;

import io.carillon.filter.Filter;
import io.carillon.json.Flaw;
import io.carillon.json.Pointer;
import io.carillon.problem.ProblemException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** The rules for sources that annotations do not express. None of their messages shows a secret. */
final class SourceRules {

    private static final String VERIFICATION = "/verification";
    private static final String SECRET = VERIFICATION + "/secret";
    /** How many characters the JSON of all mappings may have. */
    private static final int LONGEST_MAPPINGS = 16_384;
    private static final int SHORTEST_KEY = 16;
    private static final Pattern SECRET_TEXT = Pattern.compile("[\\x20-\\x7e]{" + SHORTEST_KEY + ",500}");
    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
    private static final Pattern PREFIX = Pattern.compile("[\\x21-\\x7e]{1,50}");
    private static final Pattern USERNAME = Pattern.compile("[^\\p{Cntrl}:]{1,200}");
    private static final Pattern POINTER = Pattern.compile("/(?:headers/[^/A-Z]+|body(?:/(?:[^~/]|~[01])*)*)");

    private SourceRules() {
    }

    /**
     * Checks {@code request}.
     *
     * @param source what it changes, or null
     * @throws ProblemException 422 with each flaw
     */
    static void check(SourceRequest request, Source source) {
        List<Flaw> flaws = new ArrayList<>();
        checkVerification(request.verification(), source, flaws);
        flaws.addAll(flawsOf(request.mappings(), request.organizationId() != null));
        if (!flaws.isEmpty()) {
            throw ProblemException.invalid(flaws);
        }
    }

    private static void checkVerification(SourceVerification wanted, Source source, List<Flaw> flaws) {
        VerificationType type = wanted.type();
        wanted.members().keySet().stream().filter(member -> !type.has(member)).forEach(member -> flaws.add(Flaw.ofValue(
                VERIFICATION + Pointer.step(member), "does not belong to this type; leave it out, or send null in a PATCH")));
        type.required().stream().filter(member -> !wanted.members().containsKey(member)).forEach(member ->
                flaws.add(Flaw.ofValue(VERIFICATION + Pointer.step(member), "is required for this type")));
        check(wanted.header(), HEADER, "header", "must be the name of a header", flaws);
        check(wanted.prefix(), PREFIX, "prefix", "must consist of at most 50 printable ASCII characters without a space", flaws);
        check(wanted.username(), USERNAME, "username",
                "must have at most 200 characters, and no colon or control character", flaws);
        checkSecret(wanted, source, flaws);
    }

    private static void check(String value, Pattern pattern, String member, String objection, List<Flaw> flaws) {
        if (value != null && !pattern.matcher(value).matches()) {
            flaws.add(Flaw.ofValue(VERIFICATION + Pointer.step(member), objection));
        }
    }

    private static void checkSecret(SourceVerification wanted, Source source, List<Flaw> flaws) {
        String secret = wanted.secret();
        if (secret == null) {
            flaws.add(Flaw.ofValue(SECRET, "is required"));
        } else if (SourceSecrets.MASK.equals(secret)) {
            if (source == null || source.verification().type() != wanted.type()) {
                flaws.add(Flaw.ofValue(SECRET, "is masked, and the source has no value for it to keep"));
            }
        } else if (!SECRET_TEXT.matcher(secret).matches()) {
            flaws.add(Flaw.ofValue(SECRET, "must have 16 to 500 printable ASCII characters"));
        } else if (wanted.type() == VerificationType.STANDARD_WEBHOOKS && !isKey(secret)) {
            flaws.add(Flaw.ofValue(SECRET, "must be whsec_ and the base64 form of at least " + SHORTEST_KEY + " bytes"));
        }
    }

    private static boolean isKey(String secret) {
        try {
            return Base64.getDecoder().decode(SenderCheck.base64Of(secret)).length >= SHORTEST_KEY;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** What is wrong with {@code mappings}; {@code isOwned} if their source belongs to an organization. */
    static List<Flaw> flawsOf(List<SourceMapping> mappings, boolean isOwned) {
        List<Flaw> flaws = new ArrayList<>();
        if (SourceMappingsConverter.text(mappings).length() > LONGEST_MAPPINGS) {
            flaws.add(Flaw.ofValue("/mappings", "may have at most " + LONGEST_MAPPINGS + " characters of JSON"));
        }
        for (int i = 0; i < mappings.size(); i++) {
            String pointer = "/mappings" + Pointer.step(i);
            SourceMapping mapping = mappings.get(i);
            if (mapping.when() != null) {
                flaws.addAll(Filter.flawsOf(mapping.when(), pointer + "/when", CompiledMapping.REQUEST));
            }
            checkChange(mapping.change(), isOwned, pointer + "/change", flaws);
        }
        return flaws;
    }

    private static void checkChange(MappedChange change, boolean isOwned, String pointer, List<Flaw> flaws) {
        change.texts().forEach((member, text) -> {
            boolean isPointer = CompiledMapping.isPointer(text);
            if (isPointer && !POINTER.matcher(text).matches()) {
                flaws.add(Flaw.ofValue(pointer + Pointer.step(member),
                        "must be a JSON pointer that begins with /body, or /headers/ and the name of one in lower case"));
            } else if (!isPointer && member.equals(MappedChange.DATA)) {
                flaws.add(Flaw.ofValue(pointer + Pointer.step(member), "must be a JSON pointer such as /body/account"));
            }
        });
        checkOrganization(change.organizationId(), isOwned, pointer + "/organizationId", flaws);
        if (change.resourceId() == null) {
            flaws.add(Flaw.ofValue(pointer + "/resourceId", "is required"));
        }
        if (change.eventType() == null && (change.resourceType() == null || change.resourceOperation() == null)) {
            flaws.add(Flaw.ofValue(pointer + "/eventType", "is required, or resourceType with resourceOperation"));
        }
    }

    private static void checkOrganization(String id, boolean isOwned, String pointer, List<Flaw> flaws) {
        if (isOwned && id != null) {
            flaws.add(Flaw.ofValue(pointer, "must be left out: the source reports changes of its own organization"));
        } else if (!isOwned && id == null) {
            flaws.add(Flaw.ofValue(pointer, "is required, because the source belongs to no organization"));
        } else if (id != null && !CompiledMapping.isPointer(id) && !CompiledMapping.DIGITS.matcher(id).matches()) {
            flaws.add(Flaw.ofValue(pointer, "must consist of digits, or be a JSON pointer"));
        }
    }
}
