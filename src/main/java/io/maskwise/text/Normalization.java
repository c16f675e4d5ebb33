package io.maskwise.text;

import com.ibm.icu.text.Normalizer2;

/**
 * Unicode's normalization forms (UAX #15): one way to write what can be written in several.
 *
 * <p>By the version of Unicode of the ICU that this program is built with.
 */
public enum Normalization {
    /** Text stays as it is written. */
    NONE,
    /** Composed: a letter and its accent are one character where there is such. */
    NFC,
    /** Composed, and without differences of mere form: ligatures, full width, superscripts. */
    NFKC;

    /** The text in this form. */
    String of(String text) {
        return switch (this) {
            case NONE -> text;
            case NFC -> Normalizer2.getNFCInstance().normalize(text);
            case NFKC -> Normalizer2.getNFKCInstance().normalize(text);
        };
    }
}
