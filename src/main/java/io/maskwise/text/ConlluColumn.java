package io.maskwise.text;

/** A column of a CoNLL-U token line that can serve as the token's label. */
public enum ConlluColumn {
    FORM(1),
    LEMMA(2),
    UPOS(3),
    XPOS(4),
    FEATS(5),
    HEAD(6),
    DEPREL(7),
    DEPS(8),
    MISC(9);

    private final int index;

    ConlluColumn(int index) {
        this.index = index;
    }

    /** The column's place in a line, from 0 for the token's id. */
    int index() {
        return index;
    }

    /** Whether {@code _} in this column says that nobody annotated it, rather than being its value. */
    boolean underscoreIsMissing() {
        return switch (this) {
            case UPOS, XPOS, HEAD, DEPREL -> true;
            case FORM, LEMMA, FEATS, DEPS, MISC -> false;
        };
    }
}
