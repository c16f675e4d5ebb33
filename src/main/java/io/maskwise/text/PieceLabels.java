package io.maskwise.text;

import java.util.ArrayList;
import java.util.List;

/** What becomes of the label of a corpus's own token that a tokenizer cuts. */
public enum PieceLabels {
    /** Such a token is not to be cut: a corpus with a label for each token needs its own tokens. */
    REFUSE,
    /** Every piece has it. */
    REPEAT,
    /** The first piece has it; where it begins a span, {@code B-X} or {@code S-X}, the others continue it: {@code I-X}. */
    BIO;

    /** The labels of so many pieces of a token. */
    List<String> of(String label, int pieces) {
        List<String> labels = new ArrayList<>();
        for (int piece = 0; piece < pieces; piece++) {
            labels.add(this == BIO && piece > 0 && label.matches("[BS]-.*") ? "I" + label.substring(1) : label);
        }
        return labels;
    }
}
