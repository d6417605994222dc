package io.carillon.json;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Formats the shortest decimal digits of a double as ECMAScript's Number::toString does (ECMA-262, 6.1.6.1.20): plain digits
 * from 1e-6 to just below 1e21, an exponent outside that range.
 */
final class EcmaScriptNumber {

    private EcmaScriptNumber() {
    }

    /** The text of a finite {@code number}; zero has no sign. */
    static String toString(double number) {
        if (number == 0) {
            return "0";
        }
        BigDecimal shortest = shortest(number).stripTrailingZeros();
        String digits = shortest.unscaledValue().abs().toString();
        return (number < 0 ? "-" : "") + layOut(digits, digits.length() - shortest.scale());
    }

    /** Java's shortest form has at least two digits; if one is enough (5e-324), ECMAScript writes one. */
    private static BigDecimal shortest(double number) {
        BigDecimal java = new BigDecimal(DoubleToDecimal.toString(number));
        if (java.precision() > 2) {
            return java;
        }
        BigDecimal oneDigit = new BigDecimal(number).round(new MathContext(1));
        return oneDigit.doubleValue() == number ? oneDigit : java;
    }

    private static String layOut(String digits, int point) {
        int count = digits.length();
        if (point > 21 || point <= -6) {
            String fraction = count == 1 ? "" : "." + digits.substring(1);
            return digits.charAt(0) + fraction + "e" + (point > 0 ? "+" : "") + (point - 1);
        }
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        if (point >= count) {
            return digits + "0".repeat(point - count);
        }
        return digits.substring(0, point) + "." + digits.substring(point);
    }
}
