package io.maskwise.text;

import java.io.Serializable;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** Tokens of which most are known by an index, so that who looks them up in a table need not look at their characters. */
public final class RememberedTokens extends AbstractList<String> implements RandomAccess, Serializable {
    private static final long serialVersionUID = 1L;

    /** The index of a token that is not remembered. */
    public static final int STRANGER = -1;

    static final String[] NO_STRANGERS = {};

    private final transient Object memory;
    private final transient String[] known;
    private final transient int[] indices;
    private final transient String[] strangers;

    /**
     * @param memory who remembers
     * @param known tokens by their index; those that are there never change
     * @param indices those of the tokens, or {@link #STRANGER}
     * @param strangers each token without an index, at its place
     */
    RememberedTokens(Object memory, String[] known, int[] indices, String[] strangers) {
        this.memory = memory;
        this.known = known;
        this.indices = indices;
        this.strangers = strangers;
    }

    /** Whose indices these are: those of two lists mean the same if they have this object in common. */
    public Object memory() {
        return memory;
    }

    /** The index of the token at a place, from 0 in the order in which they were first seen, or {@link #STRANGER}. */
    public int index(int place) {
        return indices[place];
    }

    @Override
    public String get(int place) {
        int index = indices[place];
        return index == STRANGER ? strangers[place] : known[index];
    }

    @Override
    public int size() {
        return indices.length;
    }

    /** In its place, without all that is remembered. */
    private Object writeReplace() {
        return List.copyOf(this);
    }
}
