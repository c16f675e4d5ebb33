package io.maskwise.text;

import io.maskwise.InvalidOption;
import java.io.Serializable;

/**
 * How a corpus of JSON Lines is read: https://jsonlines.org.
 *
 * @param text the field of the text, a string, or of its tokens, an array of strings; {@code a.b} is the field b of the
 *     object in a
 * @param label the field of the label, or of one for each token; empty = no labels
 * @param level what a label belongs to
 */
public record JsonlOptions(String text, String label, LabelLevel level) implements Serializable {
    /** A text and its label. */
    public static final JsonlOptions DEFAULT = new JsonlOptions("text", "label", LabelLevel.SEQUENCE);

    public JsonlOptions {
        requireValid(text, label, level);
    }

    /** @throws InvalidOption if there is no text, or no label where each token has one, or both are one field */
    static void requireValid(String text, String label, LabelLevel level) {
        if (text.isEmpty()) {
            throw new InvalidOption("text field", "it is empty (must be a field's name)", "text");
        }
        if (label.equals(text)) {
            throw new InvalidOption("label field", label + " (must differ from that of the text)", "label")
                    .beside("text");
        }
        if (label.isEmpty() && level == LabelLevel.TOKEN) {
            throw new InvalidOption("label field", "it is empty (must be a field's name)", "label").beside("level");
        }
    }

    JsonlOptions withoutLabels() {
        return new JsonlOptions(text, "", LabelLevel.SEQUENCE);
    }

    Labelling labelling() {
        if (label.isEmpty()) {
            return Labelling.NONE;
        }
        return level == LabelLevel.TOKEN ? Labelling.PER_TOKEN : Labelling.PER_SEQUENCE;
    }
}
