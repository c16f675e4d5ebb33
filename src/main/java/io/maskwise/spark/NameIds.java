package io.maskwise.spark;

import io.maskwise.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The ids of a file's names by their numbers, each looked up once. */
final class NameIds {
    /** In place of the id of a name that is no label. */
    static final int NO_LABEL = -1;

    private final RowEncoder encoder;
    private final List<String> names = new ArrayList<>();
    private int[] tokens = new int[1 << 10];
    private int[] labels = new int[1 << 10];

    NameIds(RowEncoder encoder) {
        this.encoder = encoder;
    }

    /** Takes the names that follow those which are there. */
    void add(List<String> next) {
        for (String name : next) {
            add(name);
        }
    }

    private void add(String name) {
        int number = names.size();
        names.add(name);
        if (number == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * number);
            labels = Arrays.copyOf(labels, 2 * number);
        }
        tokens[number] = encoder.vocabulary().id(name);
        labels[number] = encoder.labels() instanceof Vocabulary targets
                ? targets.id(name)
                : encoder.labels().labelId(name).orElse(NO_LABEL);
    }

    /** The name of a number. */
    String name(int number) {
        return names.get(number);
    }

    /** For each number the id of its name as a token; longer than there are names, until others are added. */
    int[] tokens() {
        return tokens;
    }

    /** The same as a label, or as a token of a target. */
    int[] labels() {
        return labels;
    }
}
