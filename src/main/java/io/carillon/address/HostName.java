package io.carillon.address;

import com.ibm.icu.text.IDNA;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Host names in their two forms: ASCII, as they are looked up, and Unicode, as people read them (UTS #46, not transitional, like
 * browsers). Beyond the letters, digits and hyphens of the DNS, a name may have underscores, because names of containers do.
 */
final class HostName {

    private static final Pattern IN_BRACKETS = Pattern.compile("\\[(.*)]", Pattern.DOTALL);
    private static final Pattern STRANGE = Pattern.compile("[^a-z0-9._-]");
    private static final Pattern LABELS =
            Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\\.?");
    /** How a label begins that stands for one in Unicode. */
    private static final String ENCODED = "xn--";
    private static final int LONGEST = 254;

    private HostName() {
    }

    /**
     * The ASCII form of {@code host}, in lower case; that of an IPv6 address is in brackets, and {@linkplain Ipv6 canonical}.
     *
     * @throws URISyntaxException if it cannot be looked up; the reason is the end of a sentence about the URL
     */
    static String toAscii(String host) throws URISyntaxException {
        if (host.isEmpty()) {
            throw new URISyntaxException(host, "must name a host");
        }
        Matcher inBrackets = IN_BRACKETS.matcher(host);
        if (inBrackets.matches()) {
            return "[" + ipv6(host, inBrackets.group(1)) + "]";
        }
        String name = isPlain(host) ? host.toLowerCase(Locale.ROOT) : mapped(host);
        Matcher strange = STRANGE.matcher(name);
        if (strange.find()) {
            throw new URISyntaxException(host,
                    "has a host with " + named(strange.group().charAt(0)) + ", which no host name has");
        }
        if (name.length() > LONGEST || !LABELS.matcher(name).matches()) {
            throw new URISyntaxException(host, "has a host that no name service knows: each part between its dots has 1 to 63"
                    + " letters, digits, underscores and hyphens, with no hyphen at either end");
        }
        return name;
    }

    private static String ipv6(String host, String address) throws URISyntaxException {
        try {
            return Ipv6.canonical(address);
        } catch (IllegalArgumentException e) {
            throw new URISyntaxException(host, "has a host in brackets that is not an IPv6 address");
        }
    }

    private static boolean isPlain(String host) {
        return host.chars().allMatch(c -> c < 0x80) && !host.toLowerCase(Locale.ROOT).contains(ENCODED);
    }

    private static String mapped(String host) throws URISyntaxException {
        IDNA.Info info = new IDNA.Info();
        StringBuilder ascii = new StringBuilder();
        Uts46.RULES.nameToASCII(host, ascii, info);
        if (Uts46.hasErrors(info)) {
            throw new URISyntaxException(host, "has a host that is not a valid internationalised name");
        }
        return ascii.toString();
    }

    private static String named(char c) {
        return c > 0x20 && c < 0x7f ? "the character " + c : "a blank or control character";
    }

    /** The Unicode form of {@code ascii}, which {@link #toAscii} returned. */
    static String toUnicode(String ascii) {
        if (!ascii.contains(ENCODED)) {
            return ascii;
        }
        IDNA.Info info = new IDNA.Info();
        StringBuilder unicode = new StringBuilder();
        Uts46.RULES.nameToUnicode(ascii, unicode, info);
        return Uts46.hasErrors(info) ? ascii : unicode.toString();
    }

    /** Loaded with the first internationalised name, because its tables take a while. */
    private static final class Uts46 {

        private static final IDNA RULES = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.NONTRANSITIONAL_TO_UNICODE
                | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ | IDNA.CHECK_CONTEXTO);
        /** The DNS has names such as r1---sn-x, which no rule for internationalised names can change. */
        private static final Set<IDNA.Error> HYPHENS =
                EnumSet.of(IDNA.Error.LEADING_HYPHEN, IDNA.Error.TRAILING_HYPHEN, IDNA.Error.HYPHEN_3_4);

        static boolean hasErrors(IDNA.Info info) {
            return !HYPHENS.containsAll(info.getErrors());
        }
    }
}
